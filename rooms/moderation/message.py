"""Reported messages: who decides about them, and what they see: part of Message."""

from clubs.models import Reportable

MAX_CONTEXT_MESSAGES = 10  # that the union sees before and after a reported one


class ReportableMessage(Reportable):
    """The part of a Message that is reported and hidden."""

    class Meta:
        abstract = True

    @property
    def reported_club(self):
        """The Club whose officers decide, that of the room; None where the union decides."""
        return self.room.club

    @property
    def evidence_files(self):
        """The files of its pictures: small ones, but where those show only the top."""
        pictures = self.attached_pictures
        return [picture.file if picture.is_tall else picture.thumbnail for picture in pictures]

    @property
    def context_messages(self):
        """The messages around it, for the union to understand it."""
        first, last = self.number - MAX_CONTEXT_MESSAGES, self.number + MAX_CONTEXT_MESSAGES
        return self.room.messages.select_related("author").filter(number__range=(first, last))

    def _set_hidden(self, moment):
        room = self.room.lock()
        self._change(room, hidden_at=moment)
        self._update_quotes(room)
