"""Who belongs where."""

from clubs.models.applications import Answer, Application, Question
from clubs.models.clubs import Category, Club
from clubs.models.events import Event, Reply
from clubs.models.memberships import Follow, Membership
from clubs.models.posts import Comment, Like, Picture, Post

__all__ = [
    "Answer", "Application", "Category", "Club", "Comment", "Event", "Follow", "Like",
    "Membership", "Picture", "Post", "Question", "Reply",
]  # fmt: skip
