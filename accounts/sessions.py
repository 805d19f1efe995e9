"""Sessions with a column for their user, so that one query finds both."""

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    load_backend,
)
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kclub.db.compiled_queries import CompiledSelect, Param
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="accounts.W002",
    hint="Compare its SessionStore.load() and auth.get_user() with ours, run tests of sessions.",
)


class Session(AbstractBaseSession):
    """A row of SESSION_ENGINE's table: Django's columns, and the user who is signed in."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )

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

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        session = self.session_key and SESSION_WITH_USER.first(
            key=self.session_key, now=timezone.now()
        )
        if not session:
            return super().load()  # it finds none either, and starts a new session
        self.user = session.user
        return session.get_decoded()

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
