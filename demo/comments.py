"""The comments below the posts of the boards."""

from datetime import timedelta

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import Comment
from demo.notifications import store_notifications


def make_comments(campus, posts, pools):
    decks = {(club, kind): campus.deck(pools[kind]) for club in campus.clubs for kind in pools}
    comments, answers = [], []
    for post in posts:
        moment, by = post.created_at, iter(commentators(campus, post))
        for text in comments_below(campus, post, decks):
            moment += timedelta(minutes=campus.random.randrange(2, 90))
            moment = min(moment, campus.midnight - timedelta(minutes=1))
            if text.startswith("↳"):
                author = post.author if comments[-1].author != post.author else next(by)
                answers.append((comments[-1], make_comment(post, author, text[1:], moment)))
            else:
                comments.append(make_comment(post, next(by), text, moment))
    Comment.objects.bulk_create(comments)
    for parent, answer in answers:
        answer.parent = parent
    Comment.objects.bulk_create(answer for _parent, answer in answers)
    notify_authors(campus, [*comments, *(answer for _parent, answer in answers)])


def commentators(campus, post):
    """Yield authors of comments endlessly: members other than the post's author, in random order."""
    readers = set(campus.readers(post))
    others = [user for user in campus.regulars(post.club) if user != post.author]
    others = [user for user in others if user in readers]
    return campus.deck(others or [post.author])


def comments_below(campus, post, decks):
    """Yield the texts below a post; an answer to the one before it begins with ↳."""
    yield from post.entry.get("comments", [])
    if post.is_for_officers:
        return
    for _ in range(campus.random.choice([0, 0, 1, 1, 2, 2, 3, 4])):
        yield next(decks[post.club, post.kind])
        if campus.random.random() < 0.25:
            yield "↳" + next(decks[post.club, "replies"])


def make_comment(post, author, text, moment):
    return Comment(post=post, author=author, text=text, created_at=moment)


def notify_authors(campus, comments):
    recent = [c for c in comments if c.created_at > campus.ago(7) and c.author != c.post.author]
    store_notifications(
        (
            comment.created_at,
            Notification(
                user=comment.post.author,
                kind=kinds.COMMENT.name,
                sentence=kinds.COMMENT.sentence,
                params={"by": comment.author.display_name},
                url=comment.get_absolute_url(),
                read_at=campus.midnight if comment.created_at < campus.ago(2) else None,
            ),
        )
        for comment in comments
        if comment in recent
    )
