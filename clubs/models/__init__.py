"""Who belongs where."""

from clubs.models.applications import Answer, Application, Question
from clubs.models.clubs import Club
from clubs.models.events import Event, Reply
from clubs.models.finding import Category
from clubs.models.log import LogEntry
from clubs.models.memberships import Follow, Membership
from clubs.models.posts import Comment, Like, Picture, Post

__all__ = [
    "Answer", "Application", "Category", "Club", "Comment", "Event", "Follow", "Like",
    "LogEntry", "Membership", "Picture", "Post", "Question", "Reply",
]  # fmt: skip
