"""The board: the part of Club that has posts."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.db.idempotency import idempotency_key


class ClubBoard(models.Model):
    """The part of Club that has a board."""

    class Meta:
        abstract = True

    @transaction.atomic
    def post(self, author, *, nonce=None, pictures=(), **fields):
        """Post on the board; for members, and notices for officers. Returns the Post.

        `nonce` is the idempotency key of the form (`kclub.db.idempotency`), `pictures` are as for
        `Post.attach`.
        """
        self.ensure_may_write(author, _("부원만 글을 쓸 수 있어요."))
        type(self).objects.filter(pk=self.pk).update(
            last_active_at=timezone.now()
        )  # and lock its row
        key = idempotency_key(fields["body"], nonce)
        if key and (posted := self.posts.filter(author=author, idempotency_key=key).first()):
            return posted
        post = self.posts.model(club=self, author=author, idempotency_key=key, **fields)
        post.ensure_may_use_kind(author)
        post.save()
        post.attach(pictures)
        return post
