"""Who belongs where."""

from clubs.models.applications import Answer, Application, Step
from clubs.models.bans import Ban
from clubs.models.clubs import Club
from clubs.models.drafts import Draft
from clubs.models.events import Event, Reply
from clubs.models.finding import Category
from clubs.models.handover import Claim, Offer
from clubs.models.invites import Invite
from clubs.models.log import LogEntry
from clubs.models.memberships import Follow, Membership
from clubs.models.posts import Comment, Like, Picture, Post
from clubs.models.questions import Question, Questionnaire
from clubs.models.replacements import Replacement
from clubs.models.reports import Case, Exhibit, Look, Report, Reportable
from clubs.models.words import BannedWord

__all__ = [
    "Answer", "Application", "Ban", "BannedWord", "Case", "Category", "Claim", "Club", "Comment",
    "Draft", "Event", "Exhibit", "Follow", "Invite", "Like", "LogEntry", "Look", "Membership",
    "Offer", "Picture", "Post", "Question", "Questionnaire", "Replacement", "Reply", "Report",
    "Reportable", "Step",
]  # fmt: skip
