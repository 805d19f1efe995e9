"""Pictures of messages, in the database and in the storage."""

from hashlib import blake2b

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.images import PREVIEW_WIDTH, delete_on_commit, is_tall
from kclub.text.normalization import normalized
from rooms.directory.models.occupancies import Occupancy


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pictures of visible messages in the rooms the user is in."""
        rooms = Occupancy.objects.of(user).values("room")
        return self.filter(
            message__room__in=rooms, message__deleted_at=None, message__hidden_at=None
        )


class Picture(models.Model):
    """A picture of a message, encoded anew; `thumbnail` is smaller, and the top of a tall one."""

    message = models.ForeignKey("rooms.Message", models.CASCADE, related_name="pictures")
    file = models.ImageField(upload_to="rooms/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to="rooms/%Y/%m/")
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("메시지 사진")

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("rooms:picture", args=[self.message.room.slug, self.pk])

    @property
    def thumbnail_url(self):
        return reverse("rooms:thumbnail", args=[self.message.room.slug, self.pk])

    @property
    def thumbnail_width(self):
        return min(self.width, PREVIEW_WIDTH)

    @property
    def is_tall(self):
        """Whether the chat shows only the top of it, as the thumbnail does."""
        return is_tall(self)

    def delete_with_files(self):
        """Delete the picture with its files."""
        self.delete()
        delete_on_commit(self.file, self.thumbnail)

    def delete_files(self):
        """Delete the files of a picture that has no row."""
        for file in [self.file, self.thumbnail]:
            file.storage.delete(file.name)

    @classmethod
    def store(cls, remade, alt):
        """Return an unsaved Picture, without a message yet, whose files are in the storage."""
        picture = cls(alt=normalized(alt))
        picture.file.save(remade.full.name, remade.full, save=False)
        picture.thumbnail.save(remade.thumbnail.name, remade.thumbnail, save=False)
        remade.full.seek(0)
        picture.digest = blake2b(remade.full.read(), digest_size=16).hexdigest()
        return picture
