"""Files of messages, such as PDF and Hangul documents, in the database and in the storage."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.stored_documents import StoredDocument
from rooms.directory.models.occupancies import Occupancy


class FileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files of visible messages in the rooms the user is in."""
        rooms = Occupancy.objects.of(user).values("room")
        return self.filter(
            message__room__in=rooms, message__deleted_at=None, message__hidden_at=None
        )


class File(StoredDocument):
    """A file of a message, kept as it was sent."""

    message = models.OneToOneField("rooms.Message", models.CASCADE, related_name="file")
    content = models.FileField(upload_to="rooms/files/%Y/%m/")

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("메시지 파일")

    def get_absolute_url(self):
        return reverse("rooms:file", args=[self.message.room.slug, self.pk])
