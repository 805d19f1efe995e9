"""Push subscriptions: the devices that show notifications by themselves, and what is on its way."""

from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.devices import MAX_DEVICE_LENGTH
from accounts.models.notifications import Notification
from kclub.daily_tasks import daily_task
from kclub.outbox.base_models import Delivery, DeliveryQuerySet

MAX_SUBSCRIPTIONS = 10  # of one user; a new one then takes the place of the one unused for longest
DELIVERIES_KEPT_FOR = timedelta(days=7)
SLEEPERS_KEPT_FOR = timedelta(days=90)


class PushSubscriptionQuerySet(models.QuerySet):
    def awake(self):
        """Subscriptions of devices on which their user is logged in."""
        return self.filter(session__expire_date__gt=timezone.now())

    def asleep(self):
        """Subscriptions of devices on which their user's log-in has run out."""
        return self.filter(Q(session=None) | Q(session__expire_date__lte=timezone.now()))

    def wake(self, user, session_key, browser):
        """Push again to a browser in which the user's log-in had run out, and who is back in it."""
        if browser:
            mine = self.asleep().filter(user=user, browser=browser)
            self.filter(pk__in=list(mine.values_list("pk", flat=True))).update(session=session_key)

    @transaction.atomic
    def add(self, user, session_key, browser, device, *, endpoint, p256dh, auth):
        """Push to this device from now on, for this user alone. Return its PushSubscription.

        Doing it again changes nothing. `browser` is its name in the cookie of known devices, and
        `device` that of `devices.device_in`.
        """
        user.lock()
        fields = {
            "user": user,
            "session_id": session_key,
            "browser": browser,
            "device": device[:MAX_DEVICE_LENGTH],
            "endpoint": endpoint,
            "host": urlsplit(endpoint).netloc,
            "p256dh": p256dh,
            "auth": auth,
        }
        key = endpoint_key(endpoint)
        self.filter(endpoint_key=key).exclude(user=user).delete()  # with what was on its way
        subscription, _created = self.update_or_create(endpoint_key=key, defaults=fields)
        mine = user.push_subscriptions.exclude(pk=subscription.pk)
        surplus = mine.order_by("-last_used_at", "-pk")[MAX_SUBSCRIPTIONS - 1 :]
        self.filter(pk__in=[each.pk for each in surplus]).delete()
        return subscription


class PushSubscription(models.Model):
    """A device of a user that takes pushes while they are logged in on it.

    It goes when its session is ended. One that runs out only lets it sleep, until the user logs in
    again in the same `browser`. `endpoint` is the secret address its push service gave it, and the keys are for encryption.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions"
    )
    session = models.ForeignKey(
        "accounts.Session", models.SET_NULL, null=True, related_name="push_subscriptions"
    )
    browser = models.CharField(max_length=40, blank=True)
    endpoint_key = models.CharField(max_length=64, unique=True)  # of an address too long for one
    endpoint = models.TextField()
    host = models.CharField(max_length=255)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=50)
    device = models.CharField(_("기기"), max_length=MAX_DEVICE_LENGTH)
    created_at = models.DateTimeField(_("켠 때"), default=timezone.now)
    last_used_at = models.DateTimeField(_("마지막으로 보낸 때"), default=timezone.now)

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("알림을 켠 기기")
        verbose_name_plural = _("알림을 켠 기기")

    def __str__(self):
        return f"{self.user} · {self.device}"


class PushDeliveryQuerySet(DeliveryQuerySet):
    def due(self):
        """Deliveries to be tried now, the oldest first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


class PushDelivery(Delivery):
    """A notification on its way to one device. It is written when it is sent, and read no more."""

    give_up_after = timedelta(days=1)  # what is older than that is behind the bell

    subscription = models.ForeignKey(
        PushSubscription, models.CASCADE, related_name="deliveries", verbose_name=_("기기")
    )
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="push_deliveries")

    objects = PushDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("보낼 기기 알림")
        verbose_name_plural = _("보낼 기기 알림")
        indexes = [models.Index(fields=["due_at"], name="push_delivery_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "notification"], name="one_push_for_each_device"
            )
        ]

    def __str__(self):
        return f"{self.subscription}: {self.notification}"

    def is_wanted(self):
        """Whether it is still news to somebody who may be told, on a device that is logged in."""
        user = self.notification.user
        if self.subscription.user_id != user.pk:
            return False  # the browser is somebody else's by now
        is_told = user.is_active and user.is_verified and self.notification.read_at is None
        session = self.subscription.session
        return is_told and session is not None and session.expire_date > timezone.now()

    @transaction.atomic
    def delivered(self):
        """Commit that the push service has taken it."""
        super().delivered()
        subscription = PushSubscription.objects.filter(pk=self.subscription_id)
        subscription.update(last_used_at=timezone.now())


def endpoint_key(endpoint):
    """Return what stands for an endpoint where it has to be unique."""
    return sha256(endpoint.encode()).hexdigest()


@daily_task("devices on which nobody has logged in for 90 days, forgotten")
def forget_sleeping_devices():
    """Delete subscriptions that sleep and were not used for long. Returns how many."""
    long_ago = timezone.now() - SLEEPERS_KEPT_FOR
    return PushSubscription.objects.asleep().filter(last_used_at__lt=long_ago).delete()[0]


@daily_task("pushes of 7 days ago, forgotten")
def forget_old_pushes():
    """Delete old pushes that are sent or have failed. Returns how many."""
    done = PushDelivery.objects.older_than(DELIVERIES_KEPT_FOR).filter(due_at=None)
    return done.delete()[0]
