"""Who somebody is, to themselves and to others; and the mail that proves them a student."""

from itertools import groupby

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import login_on_verification
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.account.views import logout as allauth_logout
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import email_verification, rate_limits
from accounts.forms import CloseForm, ProfileForm, ResendForm
from accounts.models import User
from kclub import rate_limits as request_limits
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other
from kclub.views import remember

PAGE_NOTIFICATIONS = 30
PAGE_BLOCKS = 50

# Proving to be a student -----------------------------------------------------------------


@never_cache
def sent(request):
    """Where sign-up and an unverified log-in end: look into your mail. POST sends it again."""
    awaited = email_verification.awaited_mail(request)
    if request.method != "POST":
        context = awaited | {"form": ResendForm(initial=awaited)}
        return render(request, "account/verification_sent.html", context)
    form = ResendForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if rate_limits.take(request, "confirm_email", email):
            send_again(request, email)
            email_verification.await_mail(request, email)
            messages.success(request, _("메일을 다시 보냈어요."))
            return see_other("account_email_verification_sent")
        seconds = rate_limits.seconds_left(request, "confirm_email", email)
        form.add_error(
            None, _("방금 보냈어요. %(seconds)s초 뒤에 다시 보낼 수 있어요.") % {"seconds": seconds}
        )
        context = awaited | {"form": form}
        response = render(request, "account/verification_sent.html", context, status=429)
        response["Retry-After"] = str(seconds)
        return response
    context = awaited | {"form": form}
    return render(request, "account/verification_sent.html", context, status=422)


def send_again(request, email):
    """A new link, if somebody waits for one at this address."""
    address = EmailAddress.objects.filter(email=email, verified=False).order_by("-primary").first()
    if address:
        address.send_confirmation(request)


@never_cache
def confirm(request, key):
    """The page behind the mailed link. GET changes nothing, for mail scanners follow links."""
    try:
        address = email_verification.address_behind(key)
    except Refused as refusal:
        context = {
            "refusal": refusal,
            "form": ResendForm(initial=email_verification.awaited_mail(request)),
        }
        return render(
            request, "account/email_verification_failed.html", context, status=refusal.status
        )
    if request.method != "POST":
        return render(request, "account/email_confirm.html", {"address": address})
    user = address.user
    if request.user.is_authenticated and request.user != user:
        logout(request)
    known = email_verification.knows_password(request, user)
    get_adapter().confirm_email(request, address)
    if request.user.is_authenticated:
        messages.success(request, _("인증됐어요."))
        return see_other("accounts:profile")
    if known:
        messages.success(request, _("인증됐어요. 이제 마음 가는 동아리에 지원할 수 있어요."))
        return login_on_verification(request, address) or perform_login(request, user)
    if user.last_login is None:
        user.mark_password_unconfirmed()
        email_verification.remember_confirmed(request, user)
    messages.success(request, _("인증됐어요. 가입할 때 정한 비밀번호로 로그인해 주세요."))
    return see_other("account_login")


def log_out(request):
    """allauth's page; and who leaves a shared computer leaves no page, picture or draft on it."""
    response = allauth_logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


# Me --------------------------------------------------------------------------------------


@login_required
@require_safe
def me(request):
    """My profile, clubs, applications, posts and settings."""
    user = request.user
    context = {
        "memberships": user.memberships.select_related("club").order_by("club__name"),
        "applications": user.applications.select_related("club").prefetch_related("status_changes")[
            :20
        ],
        "drafts": user.drafts.select_related("club"),
        "post_list": user.posts.filter(deleted_at=None).select_related("club")[:5],
        "counts": User.objects.filter(pk=user.pk).aggregate(
            posts=Count("posts", filter=Q(posts__deleted_at=None), distinct=True),
            comments=Count("comments", filter=Q(comments__deleted_at=None), distinct=True),
        ),
    }
    return render(request, "accounts/profile.html", context)


@login_required
def edit(request):
    """My name, what I say of myself, my language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        user = form.save()
        messages.success(request, _("내 정보를 고쳤어요."))
        response = see_other("accounts:profile")
        if user.locale:
            remember(response, settings.LANGUAGE_COOKIE_NAME, user.locale)
        return response
    return render(
        request, "accounts/profile_form.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
def close(request):
    """Go for good; GET says what that means, and what I have to hand over before."""
    if request.method == "POST":
        request_limits.consume("close-account", request.user.pk)
    form = CloseForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.user.close_account()
        logout(request)
        messages.success(request, _("탈퇴했어요. 그동안 함께해 줘서 고마웠어요."))
        response = see_other("home")
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
    context = {"form": form, "pending_handovers": request.user.pending_handovers()}
    status = 422 if form.errors else 200
    return render(request, "accounts/closure.html", context, status=status)


@login_required
@require_safe
def person(request, username):
    """Somebody, as far as every student may know: name, words, clubs."""
    somebody = get_person(request.user, username)
    memberships = somebody.memberships.select_related("club").order_by("club__name")
    context = {
        "person": somebody,
        "memberships": [each for each in memberships if each.club.is_open],
        "is_blocked": request.user.has_blocked(somebody),
    }
    return render(request, "accounts/person.html", context)


@login_required
@require_POST
def block(request, username):
    """Hear no more from somebody."""
    somebody = get_person(request.user, username)
    request.user.block(somebody)
    sentence = _("%(name)s님을 차단했어요. 이제 나를 부르거나 나에게 쓸 수 없어요.")
    messages.success(request, sentence % {"name": somebody})
    return see_other("accounts:person", username)


@login_required
@require_POST
def unblock(request, username):
    """Hear from somebody again; also from who has left the school meanwhile."""
    somebody = get_object_or_404(User, username=username, blocked_by__user=request.user)
    request.user.unblock(somebody)
    messages.success(request, _("%(name)s님의 차단을 풀었어요.") % {"name": somebody})
    return see_other("accounts:blocks")


@login_required
@require_safe
def blocks(request):
    """Whom I have blocked."""
    page = Paginator(request.user.blocks.select_related("blocked"), PAGE_BLOCKS).get_page(
        request.GET.get("page")
    )
    return render(request, "accounts/blocks.html", {"page": page})


def get_person(viewer, username):
    """The user of that name; 404 if there is none. Refused to the unverified, but themselves."""
    somebody = get_object_or_404(User, username=username, is_active=True)
    if somebody != viewer:
        viewer.ensure_verified(_("학교 메일을 인증하면 다른 사람의 정보를 볼 수 있어요."))
    return somebody


# Notifications ---------------------------------------------------------------------------


@login_required
@require_safe
def notifications(request):
    """What I was told, by day."""
    page = Paginator(
        request.user.notifications.order_by("-created_at", "-pk"), PAGE_NOTIFICATIONS
    ).get_page(request.GET.get("page"))
    days = [(day, list(each)) for day, each in groupby(page.object_list, day_of)]
    return render_page(request, "accounts/notifications.html#inbox", {"page": page, "days": days})


@login_required
@require_POST
def read(request, pk):
    """Mark one notification as read and go where it leads."""
    notification = get_object_or_404(request.user.notifications, pk=pk)
    request.user.notifications.filter(pk=pk).read()
    return see_other(notification.url)


@login_required
@require_POST
def read_all(request):
    """Mark all my notifications as read."""
    request.user.notifications.read()
    return see_other("accounts:notifications")


def day_of(notification):
    """The heading it stands under: 오늘, 어제, 지난 7일 or 그전."""
    days = (timezone.localdate() - timezone.localdate(notification.created_at)).days
    if days <= 0:
        return _("오늘")
    if days == 1:
        return _("어제")
    return _("지난 7일") if days <= 7 else _("그전")
