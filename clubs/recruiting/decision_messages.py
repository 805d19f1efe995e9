"""Sentences that confirm to officers what they have decided."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MESSAGES = {  # decision: the sentence about one application, and about several
    "approve": (
        gettext_noop("%(name)s님을 승인했어요."),
        gettext_noop("%(count)s명을 승인했어요."),
    ),
    "reject": (gettext_noop("%(name)s님을 거절했어요."), gettext_noop("%(count)s명을 거절했어요.")),
    "interview": (
        gettext_noop("%(name)s님을 면접에 불렀어요."),
        gettext_noop("%(count)s명을 면접에 불렀어요."),
    ),
    "waitlist": (
        gettext_noop("%(name)s님을 대기 명단에 올렸어요."),
        gettext_noop("%(count)s명을 대기 명단에 올렸어요."),
    ),
    "offer": (
        gettext_noop("%(name)s님에게 자리를 제안했어요."),
        gettext_noop("%(count)s명에게 자리를 제안했어요."),
    ),
    "undo": (
        gettext_noop("%(name)s님에 대한 결정을 되돌렸어요."),
        gettext_noop("%(count)s명에 대한 결정을 되돌렸어요."),
    ),
}


def decision_message(decision, applications):
    """Return the sentence that confirms `decision` about these applications."""
    about_one, about_many = MESSAGES[decision]
    params = {"name": applications[0].applicant, "count": len(applications)}
    return _(about_one if len(applications) == 1 else about_many) % params
