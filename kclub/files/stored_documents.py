"""The base of models that keep a document somebody has sent, as it was sent."""

import secrets
from hashlib import blake2b

from django.db import models

from kclub.files.document_kinds import Kind
from kclub.files.images import delete_on_commit
from kclub.text.graphemes import last_graphemes

KEPT_LETTERS = 12  # at the end of a name, where a narrow page cuts what is before them short


class StoredDocument(models.Model):
    """A document in the database and in the storage. A subclass has its file, `content`."""

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=4, choices=Kind)
    size = models.PositiveIntegerField()  # bytes

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.name

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
        """Delete the row with what is in the storage."""
        self.delete()
        delete_on_commit(self.content)

    def delete_files(self):
        """Delete what is in the storage for a document that has no row."""
        self.content.storage.delete(self.content.name)

    @classmethod
    def store(cls, document):
        """Return an unsaved row for a Document, whose content is in the storage.

        Its `digest` tells the same content again.
        """
        stored = cls(name=document.name, kind=document.kind, size=document.content.size)
        digest = blake2b(digest_size=16)
        for chunk in document.content.chunks():
            digest.update(chunk)
        stored.digest = digest.hexdigest()
        stored_name = f"{secrets.token_hex(12)}.{document.kind}"
        stored.content.save(stored_name, document.content, save=False)
        return stored
