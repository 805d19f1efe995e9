"""The page of a notice, for its recipients and for those who may follow who has read it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.notices.models import Notice
from kclub.errors import NotFound
from kclub.shortcuts import render_page, see_other
from kclub.text.plain import message_to_paste

RECIPIENTS_PER_PAGE = 50


@login_required
@require_safe
def notice(request, pk):
    """Show a notice; for its recipients, and for the officers or the union that sent it."""
    notice = get_notice(request.user, pk)
    sender = notice.club or _("동아리연합회")
    address = request.build_absolute_uri(notice.get_absolute_url())
    context = {
        "notice": notice,
        "club": notice.club,
        "recipient": notice.recipients.filter(user=request.user).first(),
        "may_follow": notice.may_be_followed_by(request.user),
        "paste": message_to_paste(f"[{sender}] {notice.title}", notice.text, address),
    }
    return render_page(request, "clubs/notices/notice.html", context)


@login_required
@require_POST
def notice_read(request, pk):
    """Mark a notice as read, which its page does by itself where scripts run; for recipients."""
    notice = get_notice(request.user, pk)
    recipient = get_object_or_404(notice.recipients, user=request.user)
    notice.read(request.user)
    recipient.refresh_from_db()
    if not request.htmx:
        return see_other(notice)
    context = {"notice": notice, "recipient": recipient}
    return render_page(request, "clubs/notices/notice.html#read_mark", context)


@login_required
@require_safe
def notice_readers(request, pk):
    """List the recipients who have not read the notice, or with `?read=1` those who have.

    For the officers of the club, or the union, that sent it.
    """
    notice = get_notice(request.user, pk)
    if not notice.may_be_followed_by(request.user):
        raise NotFound(_("이 공지를 읽은 사람은 보낸 곳에서만 볼 수 있어요."))
    has_read = request.GET.get("read") == "1"
    recipients = notice.recipients.filter(read_at__isnull=not has_read).select_related("user")
    recipients = recipients.order_by("user__display_name_key", "pk")
    page = Paginator(recipients, RECIPIENTS_PER_PAGE).get_page(request.GET.get("page"))
    unread_count = notice.recipient_count - notice.read_count
    context = {"notice": notice, "has_read": has_read, "unread_count": unread_count, "page": page}
    return render_page(request, "clubs/notices/notice_readers.html", context)


def get_notice(user, pk):
    """Return the notice with its counts; 404 unless `user` may read it."""
    notices = Notice.objects.visible_to(user).with_counts()
    return get_object_or_404(notices.select_related("club", "author", "category"), pk=pk)
