"""The devices of a user that show notifications by themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import known_devices, push
from accounts.devices import device_in
from accounts.forms.push import UNUSABLE, PushSubscriptionForm
from accounts.models import PushSubscription
from accounts.push import vapid
from kclub.errors import NotFound, Refused
from kclub.shortcuts import see_other


@login_required
@require_POST
def push_subscriptions(request):
    """Let this device show notifications from now on."""
    if not push.is_available():
        raise NotFound(_("여기에서는 기기 알림을 쓰지 않아요."))
    form = PushSubscriptionForm(request.POST)
    if not form.is_valid():
        raise Refused(UNUSABLE)
    device = device_in(request.headers.get("User-Agent", ""))
    browser, _signatures = known_devices.read(request)
    session = request.session.session_key
    PushSubscription.objects.add(request.user, session, browser, device, **form.cleaned_data)
    messages.success(request, _("이 기기에서 알림을 켰어요."))
    return see_other("accounts:notification-preferences")


@login_required
@require_POST
def push_subscription_remove(request, pk):
    """Let a device of the user show no more notifications."""
    subscription = get_object_or_404(request.user.push_subscriptions, pk=pk)
    subscription.delete()
    messages.success(request, _("그 기기의 알림을 껐어요."))
    return see_other("accounts:notification-preferences")


def push_context(request):
    """Return what the page of preferences shows of pushes; nothing where there are none."""
    if not push.is_available():
        return {}
    devices = list(request.user.push_subscriptions.order_by("-created_at", "-pk"))
    for device in devices:
        device.is_current = device.session_id == request.session.session_key
    is_on = any(device.is_current for device in devices)
    return {"push_key": vapid.public_key(), "devices": devices, "push_is_on": is_on}
