"""Messages: what people have posted in a room."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.db.fields import FoldedField
from kclub.db.search_index import SearchIndex
from kclub.text.graphemes import first_graphemes, shorten
from rooms.messages.models.mentions import MessageMentions
from rooms.messages.models.message_changes import MessageChanges
from rooms.messages.models.querysets import MessageQuerySet
from rooms.messages.models.reactions import Reaction
from rooms.moderation.message import ReportableMessage

MAX_EXCERPT_LETTERS = 80  # of a message where it is quoted


class Message(MessageChanges, MessageMentions, ReportableMessage):
    """A post in a room. `number` is its place there for ever, `change` its last change."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    text = models.TextField(_("메시지"), max_length=4000, blank=True)  # or attachments, or both
    folded_text = FoldedField("text", "file_name")
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    mentions = models.JSONField(default=dict)  # {handle or name, as the text writes it: username}
    poll = models.OneToOneField("clubs.Poll", models.SET_NULL, null=True, related_name="message")
    picture_count = models.PositiveSmallIntegerField(default=0)
    has_file = models.BooleanField(default=False)
    number = models.PositiveBigIntegerField()
    change = models.PositiveBigIntegerField()
    idempotency_key = models.CharField(max_length=36, null=True)  # noqa: DJ001  (NULLs may repeat)
    grouped = models.BooleanField(default=False)  # same author, same minute: no name again
    opens_day = models.BooleanField(default=False)  # the first of its day, below a date line
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    unread_by = 0  # how many people have not read it; pages set it, what is broadcast has none

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("메시지")
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="message_number"),
            models.UniqueConstraint(fields=["room", "change"], name="message_change"),
            models.UniqueConstraint(
                fields=["room", "author", "idempotency_key"], name="message_idempotency_key"
            ),
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("text"), 0))
                | Q(picture_count__gt=0)
                | Q(has_file=True)
                | Q(deleted_at__isnull=False),
                name="message_holds_something",
            ),
        ]

    def __str__(self):
        return first_graphemes(self.text, 40)

    def get_absolute_url(self):
        return f"{self.room.get_absolute_url()}?at={self.number}#m{self.number}"

    @property
    def subject_key(self):
        return f"{self.room.subject_key}/message:{self.number}"

    def place_below(self, author_id, posted_at):
        """Set `opens_day` and `grouped` for a place below a message of that author and moment.

        `posted_at` is None for the first message of a room.
        """
        created, previous = timezone.localtime(self.created_at), None
        if posted_at is not None:
            previous = timezone.localtime(posted_at)
        self.opens_day = previous is None or previous.date() != created.date()
        same_minute = previous is not None and f"{previous:%F %H:%M}" == f"{created:%F %H:%M}"
        self.grouped = same_minute and author_id == self.author_id

    # Display -----------------------------------------------------------------------------

    @cached_property
    def element_id(self):
        """The id of its element in a page."""
        return f"m{self.number}"

    @property
    def excerpt(self):
        """The beginning of the text, on one line; "" where it has only attachments."""
        return shorten(" ".join(self.shown_text.split()), MAX_EXCERPT_LETTERS)

    @property
    def quoted_message(self):
        """The Message it replies to, with its room set, or None."""
        if self.reply_to_id:
            self.reply_to.room = self.room
        return self.reply_to

    @property
    def attached_pictures(self):
        """The pictures, with their message set; no query if `picture_count` is 0."""
        pictures = self.pictures.all() if self.picture_count else []
        for picture in pictures:
            picture.message = self
        return pictures

    @property
    def attached_file(self):
        """The File, or None; no query if `has_file` says that there is none."""
        return self.file if self.has_file else None

    @property
    def file_name(self):
        """The name of its file, or ""."""
        return self.file.name if self.has_file else ""

    @property
    def has_attachments(self):
        return self.has_file or self.picture_count > 0

    @property
    def attachments(self):
        """The pictures and the file, in this order."""
        return [*self.attached_pictures, *([self.file] if self.has_file else [])]

    @property
    def reactions_by_kind(self):
        """[(kind, [user, …]), …], oldest kind first. A message without changes has none, nor a query."""
        people = {}
        for reaction in [] if self.change == self.number else self.reactions.all():
            people.setdefault(Reaction.Kind(reaction.kind), []).append(reaction.user)
        return list(people.items())

    def html(self, is_update=False):
        """Return the message as HTML, the same for every viewer; `is_update` if pages have it already.

        Viewers have different languages, so it has no text of ours, or that of all languages.
        """
        part = "#changed" if is_update else ""
        return render_to_string(f"rooms/messages/_message.html{part}", {"message": self})

    def broadcast(self):
        """Put this message, new or changed, on every open page of its room. Return the HTML."""
        html = self.html(is_update=self.change != self.number)
        live.publish(self.room.channel, html, id=self.change)
        return html


SearchIndex("rooms.Message", place="room_id")
