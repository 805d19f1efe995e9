"""Former versions of posts, for officers."""

from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PostRevision(models.Model):
    """The title and text of a post until they were edited at `replaced_at`."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=100)
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("글 고친 기록")

    def __str__(self):
        return self.title


class Edit(NamedTuple):
    """One edit of a post: what was there before and after it. Both have a title and a body."""

    before: PostRevision
    after: models.Model


def edits_of(revisions, newer):
    """Return the Edits that made `newer`, a Post or PostRevision, of `revisions`, from the newest."""
    revisions = list(revisions)
    versions = [newer, *revisions]
    return [Edit(before, after) for after, before in zip(versions, revisions, strict=False)]
