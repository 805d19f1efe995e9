"""The pictures of a club's text: in it, on lines like [사진 3], or below it."""

from itertools import chain
from os.path import basename

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kclub.errors import Refused
from kclub.files.images import PREVIEW_WIDTH, delete_on_commit, is_tall
from kclub.text import markdown
from kclub.text.normalization import normalized

MAX_PICTURES = 12
TOO_MANY = _("사진은 열두 장까지 올릴 수 있어요. 몇 장을 지워 주세요.")


class ClubPicture(models.Model):
    """A picture of a club's text, encoded anew. The text calls it by its `number`."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    file = models.ImageField(upload_to="clubs/", width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to="clubs/")
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("동아리 사진")
        constraints = [
            models.UniqueConstraint(fields=["club", "number"], name="club_picture_number")
        ]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return self.club.picture_url(self.file)

    @property
    def thumbnail_url(self):
        return self.club.picture_url(self.thumbnail)

    @property
    def thumbnail_size(self):
        """The width and height of the thumbnail, in pixels; of a tall picture it is the top."""
        width = min(self.width, PREVIEW_WIDTH)
        return width, min(2 * width, round(self.height * width / self.width))

    @property
    def is_tall(self):
        """Whether the page shows only the top of it, and the whole when it is opened."""
        return is_tall(self)

    def html(self):
        """Render the picture as it stands in the text: small, and leading to the whole."""
        return render_to_string("clubs/directory/_club_picture.html", {"picture": self})


class ClubPictures(models.Model):
    """The part of Club that has pictures in its text."""

    class Meta:
        abstract = True

    def illustrated_description(self):
        """Return the description as HTML with its pictures, and the list of those not in it."""
        pictures = {picture.number: picture for picture in self.pictures.all()}
        html = {number: picture.html() for number, picture in pictures.items()}
        placed = markdown.placed_pictures(self.description, pictures)
        rest = [picture for number, picture in pictures.items() if number not in placed]
        return markdown.render(self.description, pictures=html), rest

    def find_picture(self, name):
        """Return the file of that name among the club's pictures, or None."""
        files = chain(self.looks, self._picture_files())
        return next((file for file in files if basename(file.name) == name), None)

    def _picture_files(self):
        for picture in self.pictures.all():
            yield from (picture.file, picture.thumbnail)

    def _change_pictures(self, added, removed, alts):
        """Add, remove and describe pictures of the text. Return whether anything has changed.

        `added` are pairs of a `kclub.files.images.Picture` and what it shows, `removed` are
        ClubPictures, `alts` is {ClubPicture: what it shows}. Raises Refused where there are too many.
        """
        described = [picture for picture, alt in alts.items() if picture.alt != normalized(alt)]
        for picture in described:
            picture.alt = normalized(alts[picture])
            picture.save(update_fields=["alt"])
        for picture in removed:
            picture.delete()
            delete_on_commit(picture.file, picture.thumbnail)
        self._add_pictures(added)
        return bool(described or removed or added)

    def _add_pictures(self, added):
        numbers = list(self.pictures.values_list("number", flat=True))
        if len(numbers) + len(added) > MAX_PICTURES:
            raise Refused(TOO_MANY)
        for number, (picture, alt) in enumerate(added, max(numbers, default=0) + 1):
            self.pictures.create(
                number=number, file=picture.full, thumbnail=picture.thumbnail, alt=normalized(alt)
            )
