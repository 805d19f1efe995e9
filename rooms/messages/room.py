"""How messages are posted in a room: part of Room."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clubs.models import Poll
from kclub.db.compiled_inserts import CompiledInsert
from kclub.db.idempotency import idempotency_key
from kclub.errors import Refused
from kclub.text.normalization import is_blank, normalized
from rooms.directory.models.occupancies import Occupancy
from rooms.messages.models.attachments import stored_attachments
from rooms.messages.models.mentions import read_renamed_mentions
from rooms.messages.models.message_changes import NOTHING_TO_SEND
from rooms.messages.models.messages import Message

INSERT_MESSAGE = CompiledInsert()


class RoomPosting:
    """The part of a Room where messages are posted."""

    def post(self, author, text, nonce="", **content):
        """Post `text` in the room, here and on every open page. Return the Message.

        `nonce` identifies the form (`kclub.db.idempotency`): the same form sent again returns the
        Message of the first time. `content` may be `reply_to`, another Message of the room, `pictures`
        (`kclub.files.images.reencode`) with `alt`, which describes them, a `document`
        (`kclub.files.documents.read_document`), and a `poll`, the arguments of `Poll.open`. Raises Refused unless `author` is in the room and may
        post now, and unless there is something to post.
        """
        message, _html = self.post_and_render(author, text, nonce, **content)
        return message

    def post_and_render(
        self,
        author,
        text,
        nonce="",
        *,
        reply_to=None,
        pictures=(),
        alt="",
        document=None,
        poll=None,
    ):
        """Post like `post`. Return (the Message, its HTML for every page)."""
        text = normalized(text)
        if is_blank(text) and not pictures and not document:
            raise Refused(NOTHING_TO_SEND)
        with stored_attachments(pictures, alt, document) as attached:
            content = "".join([text, *(attachment.digest for attachment in attached)])
            message = Message(
                room=self,
                author=author,
                text=text,
                idempotency_key=idempotency_key(content, nonce),
                reply_to=reply_to,
                picture_count=len(pictures),
                has_file=document is not None,
            )
            try:
                return message, self._post(message, attached, poll)
            except (IntegrityError, Refused):  # looked up only now, since repeats are rare
                key = message.idempotency_key or ""
                if posted := self.messages.filter(author=author, idempotency_key=key).first():
                    return posted, posted.html()
                raise

    @transaction.atomic
    def _post(self, message, attached, poll=None):
        occupancy = self.lock_occupancy(message.author)
        occupancy.ensure_may_post()
        message.room = room = occupancy.room
        if room.is_direct:
            room.ensure_has_readers(message.author)
        message.place_below(room.last_author_id, room.last_message_at)
        room.last_author, room.last_message_at = message.author, message.created_at
        message.number = message.change = room.next_change()
        message.record_mentions(room)
        if room.is_direct:
            room.notify_away(message)
        if poll:
            message.poll = Poll.open(**poll)
        for attachment in attached:
            attachment.message = message
        INSERT_MESSAGE.execute(message)
        for attachment in attached:
            attachment.save()
        occupancy.record_post(message)
        return message.broadcast()

    @staticmethod
    def last_messages_of(rooms):
        """Return {key: Message}, the last messages of rooms from `for_list_of`."""
        messages = Message.objects.select_related("author", "file")
        by_pk = messages.in_bulk([room.last_message_pk for room in rooms])
        read_renamed_mentions(by_pk.values())
        return by_pk

    def lock_occupancy(self, user):
        """Return the user's Occupancy; it and its room are locked until the transaction ends.

        Raises Refused unless the user is in the room.
        """
        if occupancy := Occupancy.lock(self, user):
            return occupancy
        raise Refused(_("방에 들어와야 말할 수 있어요."))
