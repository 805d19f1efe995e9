"""What was said in a room."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Prefetch
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.models import Reportable
from kclub import live
from kclub.db.fields import FoldedField
from kclub.errors import Gone, Refused
from kclub.text.chat import find_mentions
from kclub.text.normalization import folded, normalized
from rooms.models.reactions import Reaction

EDIT_WITHIN = timedelta(minutes=15)  # PRODUCT §4
AROUND = 10  # messages the union sees before and after a reported one
QUOTES = 20  # of a message that change with it when it is edited
EXCERPT = 80  # letters of a message where it is quoted


class MessageQuerySet(models.QuerySet):
    def in_full(self):
        """Each with all that is shown of it."""
        reactions = Reaction.objects.select_related("user")
        return self.select_related("author", "room", "answered__author").prefetch_related(
            "pictures", Prefetch("reactions", reactions)
        )

    def standing(self):
        """Without those that were deleted or hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def saying(self, words):
        """Those that hold `words`, however they are typed."""
        return self.standing().filter(folded_text__contains=folded(words))

    def heard_by(self, user):
        """Those of people whom the user has not blocked."""
        return self.exclude(author__in=user.blocks.values("blocked"))

    def unread_by(self, user):
        """What the user has not read yet, in the rooms they are in."""
        return self.standing().filter(
            room__occupancies__user=user, number__gt=F("room__occupancies__read_up_to")
        )


class Message(Reportable):
    """Something said. `number` is its place in the room for ever, `change` its last change."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    text = models.TextField(_("메시지"), max_length=4000, blank=True)  # or pictures, or both
    folded_text = FoldedField("text")
    answered = models.ForeignKey("self", models.SET_NULL, null=True, related_name="answers")
    mentions = models.JSONField(default=dict)  # whom the text names: {display name: username}
    picture_count = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveBigIntegerField()
    change = models.PositiveBigIntegerField()
    nonce = models.CharField(max_length=36, null=True)  # noqa: DJ001  (NULLs may repeat)
    continues = models.BooleanField(default=False)  # same author, same minute: no name again
    opens_day = models.BooleanField(default=False)  # the first of its day, below a date line
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    shown = None  # what was broadcast of it just now

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("메시지")
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="message_number"),
            models.UniqueConstraint(fields=["room", "change"], name="message_change"),
            models.UniqueConstraint(fields=["room", "author", "nonce"], name="message_nonce"),
        ]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return f"{self.room.get_absolute_url()}?at={self.number}#m{self.number}"

    def follow(self, previous):
        """Stand below `previous` (a Message or None), which decides how this one looks."""
        now, then = timezone.localtime(self.created_at), None
        if previous:
            then = timezone.localtime(previous.created_at)
        self.opens_day = then is None or then.date() != now.date()
        same_minute = then is not None and f"{then:%F %H:%M}" == f"{now:%F %H:%M}"
        self.continues = same_minute and previous.author_id == self.author_id

    # What it shows -----------------------------------------------------------------------

    @property
    def excerpt(self):
        """How it begins, on one line; "" where it has only pictures."""
        return Truncator(" ".join(self.text[: EXCERPT * 2].split())).chars(EXCERPT)

    @property
    def quoted(self):
        """The Message it answers, or None."""
        if self.answered_id:
            self.answered.room = self.room
        return self.answered

    @property
    def attached(self):
        """Its pictures; asks no database where there are none."""
        pictures = self.pictures.all() if self.picture_count else []
        for picture in pictures:
            picture.message = self
        return pictures

    @property
    def reacted(self):
        """[(kind, [who, …]), …], the first one first. Nobody has reacted to what is just new."""
        people = {}
        for reaction in [] if self.change == self.number else self.reactions.all():
            people.setdefault(Reaction.Kind(reaction.kind), []).append(reaction.user)
        return list(people.items())

    # What becomes of it ------------------------------------------------------------------

    def may_delete(self, user):
        """Whether the user may take the text away: its author, and the room's owner."""
        return self.deleted_at is None and user.pk in (self.author_id, self.room.owner_id)

    def may_edit(self, user):
        """Whether the user may still change the text: its author, for a quarter of an hour."""
        in_time = timezone.now() < self.created_at + EDIT_WITHIN
        return self.is_published and in_time and user.pk == self.author_id

    def ensure_may_edit(self, user):
        """Raise Refused, saying why, unless the user may still change the text; Gone if deleted."""
        self.ensure_not_deleted()
        if user.pk != self.author_id:
            raise Refused(_("내가 쓴 메시지만 고칠 수 있어요."))
        if not self.may_edit(user):
            raise Refused(_("보내고 15분이 지나서 고칠 수 없어요."))

    def ensure_not_deleted(self):
        if not self.is_published:
            raise Gone(_("지운 메시지예요."))

    @transaction.atomic
    def edit(self, by, text):
        """Say it otherwise; it is marked ever after. The same text again changes nothing.

        Raises Refused to everybody but its author, and to them after a quarter of an hour; Gone
        when it is deleted.
        """
        room, text = self._hold(by), normalized(text)
        self.ensure_may_edit(by)
        if text != self.text:
            mentions = called_in(room, text)
            self._change(room, text=text, mentions=mentions, edited_at=timezone.now())
            self._show_quotes(room, QUOTES)

    @transaction.atomic
    def delete_by(self, by):
        """Take the text away, here and on every open page. Deleting twice is deleting once.

        Raises Refused to everybody but its author and the room's owner.
        """
        room = self.room.lock()
        self.refresh_from_db()
        if self.deleted_at:
            return
        if not self.may_delete(by):
            raise Refused(_("내가 쓴 메시지만 지울 수 있어요."))
        self.reactions.all().delete()
        for picture in self.pictures.all():
            picture.take_away()
        gone = {"text": "", "mentions": {}, "picture_count": 0}
        self._change(room, deleted_at=timezone.now(), **gone)
        self._show_quotes(room)

    @transaction.atomic
    def react(self, by, kind):
        """Add the user's Reaction of that kind. Twice is once.

        Raises Refused to who is not in the room or may not say anything; Gone when it is deleted.
        """
        room = self._hold(by)
        _reaction, new = self.reactions.get_or_create(user=by, kind=kind)
        if new:
            self._change(room)

    @transaction.atomic
    def unreact(self, by, kind):
        """Take that reaction back, if there is one."""
        room = self._hold(by)
        gone, _counts = self.reactions.filter(user=by, kind=kind).delete()
        if gone:
            self._change(room)

    def _hold(self, by):
        """The room, its row held, for who may say something there; this is read anew."""
        occupancy = self.room.hold_for(by)
        occupancy.ensure_may_write()
        self.refresh_from_db()
        self.ensure_not_deleted()
        return occupancy.room

    def _change(self, room, **fields):
        """Store `fields` as the next change of the locked `room`, and show it to everybody."""
        if "text" in fields:
            fields["folded_text"] = folded(fields["text"])
        Message.objects.filter(pk=self.pk).update(change=room.next_change(), **fields)
        self.refresh_from_db(from_queryset=Message.objects.in_full())
        self.broadcast()

    def _show_quotes(self, room, most=None):
        """Show the messages that quote this one anew: what is gone here must not stand there.

        With `most` only the newest so many of them, since it may happen again and again.
        """
        for answer in self.answers.standing().order_by("-number")[:most]:
            answer._change(room)

    # Reported ----------------------------------------------------------------------------

    @property
    def reported_club(self):
        """Who decides: the officers of the room's club; elsewhere the union."""
        return self.room.club

    @property
    def evidence_files(self):
        return [picture.thumbnail for picture in self.attached]

    @property
    def context_messages(self):
        """What was said around it, for the union to understand it."""
        near = self.room.messages.select_related("author")
        return near.filter(number__range=(self.number - AROUND, self.number + AROUND))

    def _set_hidden(self, moment):
        room = self.room.lock()
        self._change(room, hidden_at=moment)
        self._show_quotes(room)

    def html(self, known=False):
        """This message as every viewer sees it; for a page that has it already, `known`.

        It goes to readers of every language: without words, or with the words of all.
        """
        part = "changed" if known else "message"
        return render_to_string(f"rooms/room.html#{part}", {"message": self})

    def call(self, room):
        """Take down which of the room's people the text calls with an @, and tell them."""
        self.mentions = called_in(room, self.text)
        if not self.mentions:
            return
        people = get_user_model().objects.filter(username__in=self.mentions.values())
        people = people.exclude(pk=self.author_id).exclude(blocks__blocked=self.author)
        sentence = gettext_noop("%(by)s님이 %(room)s에서 나를 불렀어요.")
        if room.is_direct:  # each of its people calls it otherwise
            sentence = gettext_noop("%(by)s님이 대화에서 나를 불렀어요.")
        for user in people:
            url = self.get_absolute_url()
            user.notify(sentence, url, by=self.author.display_name, room=room.name)

    def broadcast(self):
        """Put this message, new or changed, on every open page of its room."""
        known = self.change != self.number
        self.shown = self.html(known)
        live.publish(self.room.channel, self.shown, id=self.change)


def called_in(room, text):
    """Whom of the occupants `text` calls: {display name: username}."""
    if "@" not in text:
        return {}
    people = room.occupancies.exclude(user__verified_at=None)
    return find_mentions(text, dict(people.values_list("user__display_name", "user__username")))
