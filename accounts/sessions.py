"""Sessions with columns for their user and device, so that one query finds all.

A log-in is a session with a user. It is named by what its browser says of itself.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    load_backend,
)
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.devices import MAX_DEVICE_LENGTH, device_in
from kclub.daily_tasks import daily_task
from kclub.db.compiled_queries import CompiledSelect, Param
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="accounts.W002",
    hint="Compare its SessionStore.load() and auth.get_user() with ours, run tests of sessions.",
)


MAX_LOG_INS = 5  # of one user; a new one ends the one that was unused for longest
USE_IS_NOTED_AFTER = timedelta(minutes=10)
CLEARED_AT_ONCE = 500  # rows; each is loaded, since its streams end with it


class SessionQuerySet(models.QuerySet):
    def last_used_first(self):
        """Sessions that have not run out, by when they were used."""
        return self.filter(expire_date__gt=timezone.now()).order_by("-used_at", "pk")

    @transaction.atomic
    def limit(self, user, key):
        """End what is more than the user may have beside the session of that key."""
        others = user.lock().sessions.exclude(pk=key).order_by("-used_at", "pk")
        surplus = others.values_list("pk", flat=True)[MAX_LOG_INS - 1 :]
        self.filter(pk__in=list(surplus)).delete()


class Session(AbstractBaseSession):
    """A row of SESSION_ENGINE's table: Django's columns, who is logged in, on what and until when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    device = models.CharField(max_length=MAX_DEVICE_LENGTH, blank=True)  # as in `devices`
    used_at = models.DateTimeField(default=timezone.now)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    @property
    def name(self):
        """What tells it apart in addresses; its key opens it and is shown to nobody."""
        return salted_hmac("accounts.sessions", self.pk, algorithm="sha256").hexdigest()[:16]

    def replace_auth_hash(self, old, new):
        """Let the session go on with another hash of the user's password, if it went with the old."""
        data = self.get_decoded()
        if constant_time_compare(data.get(HASH_SESSION_KEY, ""), old):
            data[HASH_SESSION_KEY] = new
            self.session_data = SessionStore().encode(data)
            self.save(update_fields=["session_data"])

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


SESSION_WITH_USER = CompiledSelect(
    lambda: Session.objects.select_related("user").filter(
        pk=Param("key", models.CharField()), expire_date__gt=Param("now", models.DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """The session store of Django's database backend, which loads the user along."""

    user = None  # the User who was loaded with the session
    device, used_at = "", None

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        session = self.session_key and SESSION_WITH_USER.first(
            key=self.session_key, now=timezone.now()
        )
        if not session:
            return super().load()  # it finds none either, and starts a new session
        self.user, self.device, self.used_at = session.user, session.device, session.used_at
        return session.get_decoded()

    def begin(self, user, user_agent):
        """Save the session of a user who has just logged in, and end what is more than they may have."""
        self.device, self.used_at = device_in(user_agent), timezone.now()
        self.save()
        Session.objects.limit(user, self.session_key)

    def note_use(self, user_agent):
        """Note when a log-in is used, and on what; once in ten minutes."""
        now = timezone.now()
        if self.user and self.session_key and self.used_at < now - USE_IS_NOTED_AFTER:
            self.device, self.used_at = device_in(user_agent), now
            noted = Session.objects.filter(pk=self.session_key)
            noted.update(device=self.device, used_at=self.used_at)

    def cycle_key(self):
        """Give the session a new key, as after a new password: its push subscription stays with it."""
        from accounts.models import PushSubscription  # which refers to this module

        data, old_key = self._session, self.session_key
        self.create()
        self._session_cache = data
        if old_key:
            moved = PushSubscription.objects.filter(session=old_key)
            moved.update(session=self.session_key)
            self.delete(old_key)

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        session.device, session.used_at = self.device, self.used_at or timezone.now()
        return session

    def authenticated_user(self):
        """Return the User, or None unless all conditions of `django.contrib.auth.get_user` hold."""
        if self.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS or not self.user:
            return None
        is_valid = (
            str(self.user.pk) == self[SESSION_KEY]
            and load_backend(self[BACKEND_SESSION_KEY]).user_can_authenticate(self.user)
            and constant_time_compare(
                self.get(HASH_SESSION_KEY, ""), self.user.get_session_auth_hash()
            )
        )
        return self.user if is_valid else None


@daily_task("sessions that have run out, deleted")
def clear_sessions():
    """Delete sessions that have run out. Returns how many."""
    over = Session.objects.filter(expire_date__lte=timezone.now()).order_by("expire_date")
    cleared = 0
    while keys := list(over.values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        Session.objects.filter(pk__in=keys).delete()
        cleared += len(keys)
    return cleared
