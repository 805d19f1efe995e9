"""People whom users follow: whoever is in a club with somebody may be told of what they post there."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.blocks import Block
from kclub.errors import Refused


class PersonFollow(models.Model):
    """A user's wish to be told what `followed` posts in a club that both are in.

    It rests while they are in none together; a block and a closed account end it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="person_follows"
    )
    followed = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "followed"], name="follow_person_once")
        ]
        verbose_name = _("팔로우")

    def __str__(self):
        return f"{self.user} → {self.followed}"


class Following(models.Model):
    """The part of a User that follows people."""

    class Meta:
        abstract = True

    @transaction.atomic
    def follow(self, other):
        """Be told what `other` posts in common clubs; they are not told. Again it changes nothing.

        Raises Refused unless both are in an open club together and neither has blocked the other.
        """
        user = self.lock_with(other)
        if not user.may_follow(other):
            raise Refused(_("같은 동아리에 있는 사람만 팔로우할 수 있어요."))
        PersonFollow.objects.get_or_create(user=user, followed=other)

    def unfollow(self, other):
        """Be told no more. Doing it again changes nothing."""
        self.person_follows.filter(followed=other).delete()

    def may_follow(self, other):
        """Whether `other` is a clubmate of the user at this moment, and no block is between them."""
        is_clubmate = type(self).objects.clubmates_of(self).filter(pk=other.pk).exists()
        return is_clubmate and not Block.objects.between(self, [other]).exists()

    def is_following(self, other):
        return self.person_follows.filter(followed=other).exists()

    def followed_people(self):
        """Return the people the user follows and is in a club with now, the latest first."""
        clubmates = type(self).objects.clubmates_of(self).filter(is_active=True)
        people = clubmates.filter(followers__user=self)
        return people.order_by("-followers__pk")
