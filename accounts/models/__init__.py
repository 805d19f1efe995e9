"""The models of accounts: users and what is kept about them."""

from accounts.models.agreements import Agreement, AgreementText
from accounts.models.blocks import Block
from accounts.models.departments import Department
from accounts.models.email_verification import is_student
from accounts.models.enrolments import Enrolment, EnrolmentChange
from accounts.models.exports import Export
from accounts.models.handles import FormerHandle
from accounts.models.notification_preferences import NotificationPreference
from accounts.models.notifications import Notification, Subject
from accounts.models.person_follows import PersonFollow
from accounts.models.profile_visibility import ProfileVisibility, ShownTo
from accounts.models.push import PushDelivery, PushSubscription
from accounts.models.school_domains import SchoolDomain
from accounts.models.terms import Term
from accounts.models.users import User, may_listen
from accounts.sessions import Session

__all__ = [
    "Agreement",
    "AgreementText",
    "Block",
    "Department",
    "Enrolment",
    "EnrolmentChange",
    "Export",
    "FormerHandle",
    "Notification",
    "NotificationPreference",
    "PersonFollow",
    "ProfileVisibility",
    "PushDelivery",
    "PushSubscription",
    "SchoolDomain",
    "Session",
    "ShownTo",
    "Subject",
    "Term",
    "User",
    "is_student",
    "may_listen",
]
