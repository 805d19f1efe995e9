"""The pictures that people put up of themselves."""

from os.path import basename

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.images import delete_on_commit


class WithAvatar(models.Model):
    """The part of a User that has a picture in two sizes, as `kclub/files/logos.py` cuts it."""

    avatar = models.ImageField(_("사진"), upload_to="avatars/", blank=True, editable=False)
    small_avatar = models.ImageField(upload_to="avatars/", blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def avatar_url(self):
        return self._address_of(self.avatar)

    @property
    def small_avatar_url(self):
        return self._address_of(self.small_avatar)

    def _address_of(self, file):
        return file and reverse("accounts:avatar", args=[self.username, basename(file.name)])

    def find_avatar(self, name):
        """Return the file of that name among the user's two, or None."""
        files = filter(None, [self.avatar, self.small_avatar])
        return next((file for file in files if basename(file.name) == name), None)

    @transaction.atomic
    def change_avatar(self, picture):
        """Put a Picture in place of the one before, or remove that one if `picture` is None.

        The files before are deleted once the transaction commits; of two at once the later stays.
        """
        self._forget_avatar(self.lock())
        self.avatar, self.small_avatar = picture or ("", "")
        self.save(update_fields=["avatar", "small_avatar"])

    @staticmethod
    def _forget_avatar(user):
        """Empty the fields of the locked `user`, and delete the files on commit. Saves nothing."""
        delete_on_commit(*filter(None, [user.avatar, user.small_avatar]))
        user.avatar = user.small_avatar = ""
