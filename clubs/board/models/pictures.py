"""Pictures of posts."""

from functools import partial

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kclub.files.images import is_tall


class Picture(models.Model):
    """A picture of a post. It was re-encoded, so its files contain no metadata."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="pictures")
    file = models.ImageField(upload_to="posts/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to="posts/%Y/%m/")
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("글 사진")

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("clubs:picture", args=[self.post.club.slug, self.post_id, self.pk])

    @property
    def thumbnail_url(self):
        return reverse("clubs:picture-thumbnail", args=[self.post.club.slug, self.post_id, self.pk])

    @property
    def is_tall(self):
        """Whether the post shows only the top of it, and the whole when it is opened."""
        return is_tall(self)

    def delete_with_files(self):
        """Delete the row, and the files once the transaction commits."""
        files = [self.file, self.thumbnail]
        self.delete()
        for file in files:
            transaction.on_commit(partial(file.storage.delete, file.name))
