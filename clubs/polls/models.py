"""Polls: a question with choices, below a post of a board or in a message of a room.

What a poll belongs to has its key, and says who may vote.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kclub.errors import Refused

MIN_CHOICES, MAX_CHOICES = 2, 10


class Poll(models.Model):
    """A question with choices, of which everybody takes one, or several, until `closes_at`.

    Who took which is shown to all who may read it, unless it `is_anonymous`; the union can look it up
    in a reported case.
    """

    question = models.CharField(_("물음"), max_length=100)
    allows_several = models.BooleanField(_("여러 개 고를 수 있어요"), default=False)
    is_anonymous = models.BooleanField(_("익명 투표예요"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(_("마감"))

    class Meta:
        verbose_name = _("투표")

    def __str__(self):
        return self.question

    @classmethod
    def open(cls, question, choices, **fields):
        """Store a poll with these choices, texts in their order. Returns the Poll."""
        poll = cls.objects.create(question=question, **fields)
        PollChoice.objects.bulk_create(
            PollChoice(poll=poll, text=text, place=place) for place, text in enumerate(choices)
        )
        return poll

    @property
    def is_closed(self):
        return self.closes_at <= timezone.now()

    @cached_property
    def results(self):
        """Its PollChoices, each with `vote_count`, in their order."""
        return list(self.choices.all())

    @property
    def most_votes(self):
        """How many votes the first choice has; 1 before anybody has voted."""
        return max([1, *(choice.vote_count for choice in self.results)])

    @cached_property
    def voter_count(self):
        """How many people have voted."""
        return self.votes.values("user").distinct().count()

    @property
    def text(self):
        """The question and the choices, as a report keeps them."""
        return "\n".join([self.question, *(f"- {choice}" for choice in self.choices.all())])

    def shown_to(self, user):
        """Return what a page needs to show it: `poll` with its results, and `mine`, the choices taken.

        Each of the results has `voters`, unless it is anonymous.
        """
        if not self.is_anonymous:
            self.name_voters()
        return {"poll": self, "mine": self.choices_of(user)}

    def name_voters(self):
        """Give each of its results `voters`, the users who took it, by when they did."""
        voters = {}
        for vote in self.votes.select_related("user").order_by("pk"):
            voters.setdefault(vote.choice_id, []).append(vote.user)
        for choice in self.results:
            choice.voters = voters.get(choice.pk, [])

    def choices_of(self, user):
        """Return the keys of the choices that the user has taken."""
        if not user.is_authenticated:
            return set()
        return set(self.votes.filter(user=user).values_list("choice_id", flat=True))

    @transaction.atomic
    def vote(self, user, keys):
        """Make the choices of these keys the user's; none takes the vote back. Whether that changed any.

        Whoever may vote at all has been asked. Raises Refused once it is closed, for a choice of
        another poll, and for several where one is to be taken.
        """
        poll = Poll.objects.select_for_update().get(pk=self.pk)
        if poll.is_closed:
            raise Refused(_("마감된 투표예요."))
        taken = set(poll.choices.filter(pk__in=keys).values_list("pk", flat=True))
        if taken != set(keys):
            raise Refused(_("이 투표에 없는 보기예요."))
        if len(taken) > 1 and not poll.allows_several:
            raise Refused(_("하나만 고를 수 있는 투표예요."))
        before = poll.choices_of(user)
        poll.votes.filter(user=user).exclude(choice__in=taken).delete()
        Vote.objects.bulk_create(
            Vote(poll=poll, choice_id=key, user=user) for key in sorted(taken - before)
        )
        return taken != before

    def close(self):
        """Take no votes any more. Whoever may close it has been asked; doing it again changes nothing."""
        now = timezone.now()
        closed = Poll.objects.filter(pk=self.pk, closes_at__gt=now).update(closes_at=now)
        self.closes_at = min(self.closes_at, now)
        return bool(closed)


class PollChoiceManager(models.Manager):
    def get_queryset(self):
        """Choices with `vote_count`."""
        return super().get_queryset().annotate(vote_count=Count("votes"))


class PollChoice(models.Model):
    """One of the choices of a poll."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="choices")
    text = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField()  # from 0, in the order in which they are shown

    objects = PollChoiceManager()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["poll", "place"], name="place_of_choice")]
        verbose_name = _("투표 보기")

    def __str__(self):
        return self.text


class Vote(models.Model):
    """That somebody has taken a choice."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    choice = models.ForeignKey(PollChoice, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "user"], name="one_vote_a_choice")]
        verbose_name = _("투표한 표")

    def __str__(self):
        return f"{self.user}: {self.choice}"
