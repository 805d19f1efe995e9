"""The page on which the union sees mail that could not be delivered, and has it sent again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Min
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.union.permissions import ensure_union
from kclub.outbox.models import OutgoingMail
from kclub.shortcuts import render_page, see_other

MAX_LISTED = 100


@login_required
@require_safe
def mails(request):
    """List the mail that has failed, the last first, and tell how much waits.

    Neither the whole address nor what the mail says is shown: it may be about anything.
    """
    ensure_union(request.user)
    failed = OutgoingMail.objects.failed().select_related("retried_by").order_by("-failed_at")
    context = {
        "mails": failed.defer("content")[:MAX_LISTED],
        "waiting": OutgoingMail.objects.waiting().aggregate(
            count=Count("pk"), since=Min("created_at")
        ),
    }
    return render_page(request, "clubs/union/mails.html", context)


@login_required
@require_POST
def mail_retry(request, pk):
    """Put a mail that has failed back into the outbox; what has bounced is only forgiven."""
    ensure_union(request.user)
    mail = get_object_or_404(OutgoingMail, pk=pk)
    mail.retry(by=request.user)
    bounced = _("지난 메일은 되돌릴 수 없어요. 다음 소식부터 다시 보낼게요.")
    messages.success(request, bounced if mail.bounced_at else _("다시 보낼게요."))
    return see_other("union:mails")
