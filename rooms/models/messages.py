"""What was said in a room."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.refusals import Refused


class MessageQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("author", "room")

    def standing(self):
        return self.filter(deleted_at=None)

    def unread_by(self, user):
        """What the user has not read yet, in the rooms they are in."""
        return self.standing().filter(
            room__occupancies__user=user, number__gt=F("room__occupancies__read_up_to")
        )

    def last_page(self, before=None):
        """The newest page of messages, or the page before number `before`; oldest first."""
        rows = self.with_people()
        if before is not None:
            rows = rows.filter(number__lt=before)
        return rows.order_by("-number")[: settings.PAGE_MESSAGES][::-1]


class Message(models.Model):
    """Something said. `number` is its place in the room for ever, `change` its last change."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    text = models.TextField(_("메시지"), max_length=4000)
    number = models.PositiveBigIntegerField()
    change = models.PositiveBigIntegerField()
    nonce = models.CharField(max_length=36, null=True)  # noqa: DJ001  (NULLs may repeat)
    continues = models.BooleanField(default=False)  # same author, same minute: no name again
    opens_day = models.BooleanField(default=False)  # the first of its day, below a date line
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="message_number"),
            models.UniqueConstraint(fields=["room", "change"], name="message_change"),
            models.UniqueConstraint(fields=["room", "author", "nonce"], name="message_nonce"),
        ]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return f"{self.room.get_absolute_url()}#m{self.number}"

    def follow(self, previous):
        """Stand below `previous` (a Message or None), which decides how this one looks."""
        now, then = timezone.localtime(self.created_at), None
        if previous:
            then = timezone.localtime(previous.created_at)
        self.opens_day = then is None or then.date() != now.date()
        same_minute = then is not None and f"{then:%F %H:%M}" == f"{now:%F %H:%M}"
        self.continues = same_minute and previous.author_id == self.author_id

    def may_delete(self, user):
        """Whether the user may take the text away: its author, and the room's owner."""
        return self.deleted_at is None and user.pk in (self.author_id, self.room.owner_id)

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
        self.deleted_at, self.text, self.change = timezone.now(), "", room.next_change()
        self.save(update_fields=["deleted_at", "text", "change"])
        self.broadcast()

    def html(self, known=False):
        """This message as every viewer sees it; for a page that has it already, `known`.

        It goes to readers of every language: without words, or with the words of all.
        """
        part = "changed" if known else "message"
        return render_to_string(f"rooms/room.html#{part}", {"message": self})

    def broadcast(self):
        """Put this message, new or changed, on every open page of its room."""
        known = self.change != self.number
        live.publish(self.room.channel, self.html(known), id=self.change)
