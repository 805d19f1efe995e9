"""Files of messages, such as PDF and Hangul documents, in the database and in the storage."""

import secrets
from hashlib import blake2b

from django.db import models
from django.urls import reverse

from kclub.db.fields import FoldedField
from kclub.files.document_kinds import Kind
from kclub.files.images import delete_on_commit
from kclub.text.graphemes import last_graphemes
from rooms.directory.models.occupancies import Occupancy

KEPT_LETTERS = 12  # at the end of a name, where a narrow page cuts what is before them short


class FileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files of visible messages in the rooms the user is in."""
        rooms = Occupancy.objects.of(user).values("room")
        return self.filter(
            message__room__in=rooms, message__deleted_at=None, message__hidden_at=None
        )


class File(models.Model):
    """A file of a message, kept as it was sent."""

    message = models.OneToOneField("rooms.Message", models.CASCADE, related_name="file")
    content = models.FileField(upload_to="rooms/files/%Y/%m/")
    name = models.CharField(max_length=255)
    folded_name = FoldedField("name")
    kind = models.CharField(max_length=4, choices=Kind)
    size = models.PositiveIntegerField()  # bytes

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("rooms:file", args=[self.message.room.slug, self.pk])

    @property
    def name_parts(self):
        """(the beginning of the name, its end): a narrow page shows all of the end."""
        end = last_graphemes(self.name, KEPT_LETTERS)
        return self.name.removesuffix(end), end

    @property
    def size_label(self):
        """The size as people say it: 340KB, 2.4MB."""
        if self.size < 1_000_000:
            return f"{-(-self.size // 1000)}KB"
        return f"{self.size / 1_000_000:.1f}MB"

    def delete_with_files(self):
        """Delete the file with what is in the storage."""
        self.delete()
        delete_on_commit(self.content)

    def delete_files(self):
        """Delete what is in the storage for a file that has no row."""
        self.content.storage.delete(self.content.name)

    @classmethod
    def store(cls, document):
        """Return an unsaved File, without a message yet, whose content is in the storage."""
        file = cls(name=document.name, kind=document.kind, size=document.content.size)
        digest = blake2b(digest_size=16)
        for chunk in document.content.chunks():
            digest.update(chunk)
        file.digest = digest.hexdigest()
        stored_name = f"{secrets.token_hex(12)}.{document.kind}"
        file.content.save(stored_name, document.content, save=False)
        return file
