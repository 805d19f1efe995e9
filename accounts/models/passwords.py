"""The password of a user, which is hashed anew when the way of hashing has changed."""

from django.contrib.auth import hashers
from django.db import models, transaction


class WithPassword(models.Model):
    """The part of a User that knows the password."""

    class Meta:
        abstract = True

    def check_password(self, raw_password):
        """Whether this is the password. It changes nothing: Django's would end the user's sessions."""
        return hashers.check_password(raw_password, self.password)

    def rehash_password(self, raw_password):
        """Hash the password, which is right, as it is done today. The user's sessions go on."""
        hasher = hashers.identify_hasher(self.password)
        if hasher.algorithm == hashers.get_hasher().algorithm and not hasher.must_update(
            self.password
        ):
            return
        before = self.get_session_auth_hash()
        self.password = hashers.make_password(raw_password)
        with transaction.atomic():
            self.save(update_fields=["password"])
            for session in self.sessions.all():
                session.replace_auth_hash(before, self.get_session_auth_hash())
