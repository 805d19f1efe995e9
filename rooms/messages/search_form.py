"""The form that searches one room: words, who wrote it, when, and what is attached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.search.forms import PeriodForm
from kclub.shortcuts import search_text
from kclub.text.search_words import is_searchable, search_words, without_particle


class RoomSearchForm(PeriodForm):
    """A search in the room of an Occupancy, of which each part may stand alone. Nonsense is ignored."""

    who = forms.ChoiceField(required=False, label=_("누가 썼나요?"))
    attached = forms.ChoiceField(
        required=False,
        label=_("붙인 것"),
        choices=[
            ("", _("상관없어요")),
            ("picture", _("사진이 있는 것만")),
            ("file", _("파일이 있는 것만")),
        ],
    )
    field_order = ["who", "since", "until", "attached"]

    def __init__(self, query, occupancy):
        super().__init__(query)
        self.occupancy, self.text = occupancy, search_text(query)
        self.words = search_words(self.text)
        people = [each.user for each in occupancy.room.occupancies.select_related("user")]
        names = sorted((str(person) + person.distinction, person.username) for person in people)
        everybody = [("", _("누구든"))]
        self.fields["who"].choices = everybody + [(username, name) for name, username in names]
        self.is_valid()

    @property
    def is_too_short(self):
        return bool(self.words) and not is_searchable(self.words)

    @property
    def is_narrowed(self):
        """Whether something besides words is asked for."""
        chosen = self.cleaned_data
        return bool(chosen.get("who") or chosen.get("attached") or any(self.period()))

    @property
    def asks_for_something(self):
        return not self.is_too_short and (bool(self.words) or self.is_narrowed)

    def messages(self):
        """Return the messages that fit, but those of people the occupant has blocked."""
        room = self.occupancy.room
        messages = room.messages.published().not_blocked_by(self.occupancy.user)
        if self.words:
            stems = " ".join(map(without_particle, self.words))
            messages = messages.containing(stems, places=[room.pk])
        if who := self.cleaned_data.get("who"):
            messages = messages.filter(author__username=who)
        match self.cleaned_data.get("attached"):
            case "picture":
                messages = messages.filter(picture_count__gt=0)
            case "file":
                messages = messages.filter(has_file=True)
        since, until = self.period()
        if since:
            messages = messages.filter(created_at__gte=since)
        if until:
            messages = messages.filter(created_at__lt=until)
        return messages
