"""How a message changes after it was posted: edits, deletion and reactions."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.errors import Gone, Refused
from kclub.text.normalization import is_blank, normalized
from rooms.messages.models.mentions import mentioned_in

EDIT_WINDOW = timedelta(minutes=15)  # PRODUCT §4
MAX_UPDATED_QUOTES = 20  # quotes of a message that change with it when it is edited
NOTHING_TO_SEND = _("보낼 말을 적어 주세요.")


class MessageChanges:
    """The part of a Message that changes."""

    # Permission --------------------------------------------------------------------------

    def may_delete(self, user):
        """Whether the user may delete the message: its author, and the room's owner."""
        return self.deleted_at is None and user.pk in (self.author_id, self.room.owner_id)

    def may_edit(self, user):
        """Whether the user may still change the text: its author, for a quarter of an hour."""
        in_time = timezone.now() < self.created_at + EDIT_WINDOW
        may_change = in_time and self.poll_id is None
        return self.is_published and may_change and user.pk == self.author_id

    def ensure_may_edit(self, user):
        """Raise Refused, saying why, unless the user may still change the text; Gone if deleted."""
        self.ensure_not_deleted()
        if user.pk != self.author_id:
            raise Refused(_("내가 쓴 메시지만 고칠 수 있어요."))
        if self.poll_id:
            raise Refused(_("투표는 고칠 수 없어요. 지우고 새로 만들어 주세요."))
        if not self.may_edit(user):
            raise Refused(_("보내고 15분이 지나서 고칠 수 없어요."))

    def ensure_not_deleted(self):
        """Raise Gone if the message is deleted or hidden."""
        if not self.is_published:
            raise Gone(_("지운 메시지예요."))

    # Verbs -------------------------------------------------------------------------------

    @transaction.atomic
    def edit(self, by, text):
        """Change the text, mark the message as edited, and notify whom the text mentions only now.

        The same text again changes nothing. Raises Refused for everybody but its author, and after
        a quarter of an hour for the author, too; Gone if it is deleted. Refused also if nothing
        would be left of it.
        """
        room, text = self._lock_room(by), normalized(text)
        self.ensure_may_edit(by)
        if is_blank(text) and not self.has_attachments:
            raise Refused(NOTHING_TO_SEND)
        if text != self.text:
            earlier = self.mentions
            mentions = mentioned_in(room, text, earlier)
            self._change(room, text=text, mentions=mentions, edited_at=timezone.now())
            self.notify_newly_mentioned(room, earlier.values())
            self._update_quotes(room, MAX_UPDATED_QUOTES)

    @transaction.atomic
    def delete_by(self, by):
        """Delete the text, here and on every open page. Doing it again changes nothing.

        Raises Refused for everybody but its author and the room's owner.
        """
        room = self.room.lock()
        self.refresh_from_db()
        if self.deleted_at:
            return
        if not self.may_delete(by):
            raise Refused(_("내가 쓴 메시지만 지울 수 있어요."))
        self.reactions.all().delete()
        for attachment in self.attachments:
            attachment.delete_with_files()
        poll = self.poll
        cleared = {"text": "", "mentions": {}, "picture_count": 0, "has_file": False, "poll": None}
        self._change(room, deleted_at=timezone.now(), **cleared)
        if poll:
            poll.delete()
        self._update_quotes(room)
        self.retract_notifications()

    def retract_notifications(self, *users):
        """Delete what told people of it, and let open pages of those who have not read it count anew."""
        super().retract_notifications(*users)
        unread = self.room.occupancies.filter(read_up_to__lt=self.number)
        for occupancy in (unread.filter(user__in=users) if users else unread).select_related(
            "user"
        ):
            live.publish(occupancy.user.channel, event="unread-changed")

    @transaction.atomic
    def react(self, by, kind):
        """Add the user's Reaction of that kind. Doing it again changes nothing.

        Raises Refused unless the user is in the room and may write there; Gone if it is deleted.
        """
        room = self._lock_room(by)
        _reaction, new = self.reactions.get_or_create(user=by, kind=kind)
        if new:
            self._change(room)

    @transaction.atomic
    def unreact(self, by, kind):
        """Remove the user's Reaction of that kind, if there is one."""
        room = self._lock_room(by)
        removed, _counts = self.reactions.filter(user=by, kind=kind).delete()
        if removed:
            self._change(room)

    @transaction.atomic
    def vote(self, by, choices):
        """Make these choices, keys, the user's in its poll, as `Poll.vote` does.

        Raises Refused unless the user is in the room and may write there; Gone if it is deleted.
        """
        room = self._lock_room(by)
        if self.poll.vote(by, choices):
            self._change(room)

    def may_close_poll(self, user):
        """Whether the user may close its poll before the time: the author, and those who moderate."""
        return user.pk == self.author_id or self.room.is_moderated_by(user)

    @transaction.atomic
    def close_poll(self, by):
        """Close its poll now. Doing it again changes nothing. Raises Refused unless `by` may."""
        room = self._lock_room(by)
        if not self.may_close_poll(by):
            raise Refused(_("투표를 만든 사람과 방 관리자만 마감할 수 있어요."))
        if self.poll.close():
            self._change(room)

    def _lock_room(self, by):
        """Return the locked room, in which `by` may write, and reload this message."""
        occupancy = self.room.lock_occupancy(by)
        occupancy.ensure_may_write()
        self.refresh_from_db()
        self.ensure_not_deleted()
        return occupancy.room

    def _change(self, room, **fields):
        """Store `fields` as the next change of the locked `room`, and show it to everybody."""
        if "text" in fields:
            self.text, self.has_file = fields["text"], fields.get("has_file", self.has_file)
            fields["folded_text"] = self._meta.get_field("folded_text").fold(self)
        messages = type(self).objects
        messages.filter(pk=self.pk).update(change=room.next_change(), **fields)
        self.refresh_from_db(from_queryset=messages.for_display())
        self._renamed_mentions = None
        self.broadcast()

    def _update_quotes(self, room, limit=None):
        """Render the replies that quote this message again, so that none shows a deleted text.

        `limit` is the number of replies, newest first; an edit has one, since it can be repeated.
        """
        for reply in self.replies.published().order_by("-number")[:limit]:
            reply._change(room)
