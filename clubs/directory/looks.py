"""The logo and the cover of a club: what it shows in place of its emoji and its pattern."""

from os.path import basename

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.images import delete_on_commit


class ClubLooks(models.Model):
    """The part of Club that has a logo and a cover, each in two sizes (`kclub/files/logos.py`)."""

    logo = models.ImageField(_("로고"), upload_to="clubs/", blank=True)
    small_logo = models.ImageField(upload_to="clubs/", blank=True, editable=False)
    cover = models.ImageField(_("배경 사진"), upload_to="clubs/", blank=True)
    small_cover = models.ImageField(upload_to="clubs/", blank=True, editable=False)
    cover_alt = models.CharField(_("배경 사진 설명"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def looks(self):
        """The files that are seen in place of the emoji and the pattern."""
        return list(filter(None, [self.logo, self.small_logo, self.cover, self.small_cover]))

    @property
    def logo_url(self):
        return self.picture_url(self.logo)

    @property
    def small_logo_url(self):
        return self.picture_url(self.small_logo)

    @property
    def cover_url(self):
        return self.picture_url(self.cover)

    @property
    def small_cover_url(self):
        return self.picture_url(self.small_cover)

    def picture_url(self, file):
        """Return the address of one of the club's files, another one for every upload; "" for none."""
        return reverse("clubs:club-picture", args=[self.slug, basename(file.name)]) if file else ""

    def _change_looks(self, **pictures):
        """Put each Picture in place of the `logo` or `cover` before, or remove that one for False.

        None leaves it as it is. The files before are deleted once the transaction commits. Returns
        the names of what has changed.
        """
        club = self.lock()
        changed = [
            name
            for name, picture in pictures.items()
            if picture or (picture is False and getattr(club, name))
        ]
        for name in changed:
            files, picture = [name, f"small_{name}"], pictures[name] or ("", "")
            delete_on_commit(*filter(None, [getattr(club, file) for file in files]))
            for file, content in zip(files, picture, strict=True):
                setattr(self, file, content)
            self.save(update_fields=files)
        return changed
