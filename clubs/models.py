"""The models of clubs, for Django and for other apps; each slice has its own."""

from clubs.audit_log.models import AuditLogEntry
from clubs.banned_words import BannedWord
from clubs.board.models.comments import Comment
from clubs.board.models.likes import Like
from clubs.board.models.must_reads import PostRead
from clubs.board.models.pictures import Picture
from clubs.board.models.post_files import PostFile
from clubs.board.models.posts import Post
from clubs.board.models.revisions import PostRevision
from clubs.bylaws.models import Bylaws
from clubs.certificates.models.certificates import Certificate
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.directory.pictures import ClubPicture
from clubs.dues.models.dues import Dues, PaidDues
from clubs.events.models.attendances import Attendance
from clubs.events.models.calendars import Calendar
from clubs.events.models.events import Event
from clubs.events.models.rsvps import RSVP
from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation
from clubs.marks.models.mark_appeals import MarkAppeal
from clubs.marks.models.marks import Mark
from clubs.moderation.models.cases import Case
from clubs.moderation.models.evidence import Evidence, EvidenceAccess
from clubs.moderation.models.reports import Report, Reportable
from clubs.notices.models import Notice, NoticeRecipient
from clubs.people.models.bans import Ban
from clubs.people.models.claims import Claim
from clubs.people.models.invites import Invite
from clubs.people.models.memberships import Follow, Membership
from clubs.people.models.offers import Offer
from clubs.places.models.bookings import Booking
from clubs.places.models.places import Place
from clubs.places.models.slots import Slot
from clubs.polls.models import Poll, PollChoice, Vote
from clubs.questions.models.answers import InquiryAnswer
from clubs.questions.models.faq_entries import FAQEntry
from clubs.questions.models.inquiries import Inquiry
from clubs.recruiting.models.answers import Answer
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.drafts import Draft
from clubs.recruiting.models.questions import Question, Questionnaire
from clubs.recruiting.models.status_changes import StatusChange
from clubs.registration.models.appeals import Appeal, Reopening
from clubs.registration.models.consents import Consent
from clubs.registration.models.extensions import Extension
from clubs.registration.models.papers import Paper, SubmittedPaper
from clubs.registration.models.registrations import Registration
from clubs.registration.models.resolutions import Resolution
from clubs.registration.models.rules import Rules
from clubs.registration.models.staff_addresses import StaffAddress
from clubs.registration.models.submissions import Remark, Submission
from clubs.reports.models.activity_reports import ActivityReport, ActivityReportPerson
from clubs.reports.models.pictures import ActivityReportPicture
from clubs.term.models import Confirmation, Window
from clubs.union.models.recoveries import Recovery
from clubs.union.models.replacements import Replacement

__all__ = [
    "RSVP",
    "ActivityReport",
    "ActivityReportPerson",
    "ActivityReportPicture",
    "Answer",
    "Appeal",
    "Application",
    "Attendance",
    "AuditLogEntry",
    "Ban",
    "BannedWord",
    "Booking",
    "Bylaws",
    "Calendar",
    "Case",
    "Category",
    "Certificate",
    "Claim",
    "Club",
    "ClubInvitation",
    "ClubPicture",
    "Comment",
    "Confirmation",
    "Consent",
    "Draft",
    "Dues",
    "Event",
    "Evidence",
    "EvidenceAccess",
    "Extension",
    "FAQEntry",
    "Follow",
    "Inquiry",
    "InquiryAnswer",
    "Invite",
    "Like",
    "Mark",
    "MarkAppeal",
    "MemberInvitation",
    "Membership",
    "Notice",
    "NoticeRecipient",
    "Offer",
    "PaidDues",
    "Paper",
    "Picture",
    "Place",
    "Poll",
    "PollChoice",
    "Post",
    "PostFile",
    "PostRead",
    "PostRevision",
    "Question",
    "Questionnaire",
    "Recovery",
    "Registration",
    "Remark",
    "Reopening",
    "Replacement",
    "Report",
    "Reportable",
    "Resolution",
    "Rules",
    "Slot",
    "StaffAddress",
    "StatusChange",
    "Submission",
    "SubmittedPaper",
    "Vote",
    "Window",
]  # fmt: skip
