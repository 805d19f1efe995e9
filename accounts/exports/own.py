"""What accounts itself has of a user. Keys and passwords are not in it, nor what is a secret."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from accounts.exports.sections import ExportSection, export_sections
from accounts.models import (
    Agreement,
    Block,
    Enrolment,
    FormerHandle,
    Notification,
    NotificationPreference,
    PersonFollow,
    ProfileVisibility,
    PushSubscription,
    Session,
    User,
)


@export_sections.register(order=10)
def own_sections():
    """Return the sections of the account."""
    account = (
        "display_name handle email bio language=locale verified_at created_at=joined_at file=avatar"
    )
    visibility = "avatar bio department"
    return [
        ExportSection("account", _("계정"), User.objects, "pk", account),
        ExportSection("visibility", _("정보 공개 범위"), ProfileVisibility.objects, "user", visibility),
        ExportSection(
            "email_addresses", _("메일 주소"), EmailAddress.objects, "user", "email verified"
        ),
        ExportSection(
            "former_handles", _("예전 아이디"), FormerHandle.objects, "user",
            "handle ended_at=given_up_at",
        ),
        ExportSection(
            "agreements", _("동의한 것"), Agreement.objects, "user",
            "agreed_to=text__kind created_at=given_at ended_at=withdrawn_at",
        ),
        ExportSection(
            "enrolments", _("재적"), Enrolment.objects, "user",
            "term=term__code department=department__name status student_number created_at=declared_at",
        ),
        ExportSection(
            "sessions", _("로그인한 기기"), Session.objects, "user", "device until=expire_date",
            has_id=False,
        ),
        ExportSection(
            "push_devices", _("알림을 켠 기기"), PushSubscription.objects, "user",
            "device created_at",
        ),
        ExportSection(
            "linked_accounts", _("연결한 계정"), SocialAccount.objects, "user",
            "name=provider created_at=date_joined",
        ),
        ExportSection(
            "second_factors", _("2단계 인증"), Authenticator.objects, "user", "kind=type created_at"
        ),
        ExportSection(
            "notification_preferences", _("알림 설정"), NotificationPreference.objects, "user",
            "about=group place status=way",
        ),
        ExportSection(
            "notifications", _("알림"), Notification.objects, "user", "kind created_at read_at"
        ),
        ExportSection(
            "blocks", _("차단"), Block.objects, "user", "person=blocked__display_name created_at"
        ),
        ExportSection("follows", _("팔로우"), PersonFollow.objects, "user", "created_at"),
    ]  # fmt: skip
