"""Reported messages, for the people who decide about them: part of Message."""

from clubs.models import Reportable

MAX_CONTEXT_MESSAGES = 10  # shown to the union before and after a reported one


class ReportableMessage(Reportable):
    """The part of a Message that is reported and hidden."""

    class Meta:
        abstract = True

    @property
    def reported_club(self):
        """The room's Club, whose officers decide; None where the union decides."""
        return self.room.club

    @property
    def evidence_text(self):
        """Its text, and below it the name of its file, or the choices of its poll."""
        attached = self.file_name or (self.poll and self.poll.text)
        return "\n".join(filter(None, [self.text, attached]))

    @property
    def evidence_files(self):
        """Its file, and its pictures: small ones, but where those show only the top."""
        pictures = self.attached_pictures
        files = [picture.file if picture.is_tall else picture.thumbnail for picture in pictures]
        return files + ([self.file.content] if self.has_file else [])

    @property
    def context_messages(self):
        """The messages around it, which the union may read to decide."""
        first, last = self.number - MAX_CONTEXT_MESSAGES, self.number + MAX_CONTEXT_MESSAGES
        return self.room.messages.select_related("author").filter(number__range=(first, last))

    def _set_hidden(self, moment):
        room = self.room.lock()
        self._change(room, hidden_at=moment)
        self._update_quotes(room)
