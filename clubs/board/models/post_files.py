"""Files of posts, such as PDF and Hangul documents."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.stored_documents import StoredDocument


class PostFile(StoredDocument):
    """A file of a post, kept as it was sent."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="files")
    content = models.FileField(upload_to="posts/files/%Y/%m/")

    class Meta:
        verbose_name = _("글 파일")

    def get_absolute_url(self):
        return reverse("clubs:post-file", args=[self.post.club.slug, self.post_id, self.pk])
