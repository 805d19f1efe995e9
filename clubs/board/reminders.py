"""Reminders of notices that members must read."""

from clubs.board.models.posts import Post
from kclub.daily_tasks import daily_task


@daily_task("notices that must be read, members who have not after 3 days reminded")
def remind_of_must_reads():
    """Remind the members of each such notice once. Returns the number of notices."""
    due = Post.objects.due_for_reminder().select_related("club", "author")
    return sum(post.remind_unread() for post in list(due))
