"""What somebody searches for: the words, and what narrows them."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.search.sections import SearchPlace, search_places
from kclub.shortcuts import search_text
from kclub.text.search_words import is_searchable, search_words, without_particle

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # anything else is a slip of the pen
TERMS = (3, 9)  # the months in which they begin


class DateInput(forms.DateInput):
    """A native picker of days, which takes ISO dates in all languages."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Days from which and until which something was written, in Asia/Seoul. Nonsense is ignored."""

    since = forms.DateField(required=False, label=_("언제부터"), widget=DateInput)
    until = forms.DateField(required=False, label=_("언제까지"), widget=DateInput)

    def __init__(self, query):
        super().__init__(query)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def period(self):
        """Return (first moment, moment after the last), each None where it is open."""
        since, until = (self._day(name) for name in ("since", "until"))
        return (since and midnight(since), until and midnight(until + timedelta(days=1)))

    def _day(self, name):
        day = self.cleaned_data.get(name)
        return day if day and FIRST_DAY <= day <= LAST_DAY else None


class Search(PeriodForm):
    """A search of `user`. Values that make no sense are ignored.

    `places` are the SearchPlaces it may be narrowed to, if not all of the user's.
    """

    q = forms.CharField(required=False)
    place = forms.ChoiceField(required=False, label=_("어디에서"))
    who = forms.CharField(required=False, label=_("누가 썼나요?"))
    when = forms.ChoiceField(
        required=False,
        label=_("언제"),
        choices=[
            ("", _("언제든")),
            ("week", _("지난 7일")),
            ("month", _("지난 한 달")),
            ("term", _("이번 학기")),
        ],
    )
    attached = forms.ChoiceField(
        required=False,
        label=_("붙인 것"),
        choices=[("", _("상관없어요")), ("picture", _("사진이 있는 것만"))],
    )
    NARROWING = ["place", "who", "when", "since", "until", "attached"]

    def __init__(self, query, user, places=None):
        super().__init__(query)
        self.user, self.text = user, search_text(query)
        self.words = search_words(self.text)
        self.stems = [without_particle(word) for word in self.words]
        self.places = search_places_of(user) if places is None else places
        self.fields["place"].choices = [("", _("모든 곳"))] + [
            (place.value, place.label) for place in self.places
        ]
        self.is_valid()
        self.since, self.until = self.period()

    @property
    def narrowing(self):
        """The fields besides the words; no place where the user has none."""
        return [self[name] for name in self.NARROWING if name != "place" or self.places]

    @property
    def is_searchable(self):
        return is_searchable(self.words)

    @property
    def is_too_short(self):
        return bool(self.words) and not self.is_searchable

    @property
    def stems_text(self):
        """The words without their particles, as `containing` takes them."""
        return " ".join(self.stems)

    @property
    def chosen_place(self):
        """The SearchPlace to look in, or None for all."""
        value = self.cleaned_data.get("place")
        return next((place for place in self.places if value and place.value == value), None)

    @property
    def author_name(self):
        """Part of the name of who wrote it; "" for anybody."""
        return self.cleaned_data.get("who", "")

    @property
    def filters(self):
        """The names of what narrows the search, as a set: the kind of its place, who, when, pictures."""
        chosen = {
            "who": self.author_name,
            "when": self.since or self.until,
            "pictures": self.cleaned_data.get("attached"),
        }
        place = self.chosen_place
        return {name for name, value in chosen.items() if value} | (
            {place.kind} if place else set()
        )

    def period(self):
        since, until = super().period()
        today = timezone.localdate()
        match self.cleaned_data.get("when"):
            case "week":
                since = since or midnight(today - timedelta(days=7))
            case "month":
                since = since or midnight(today - timedelta(days=30))
            case "term":
                since = since or midnight(first_day_of_term(today))
        return since, until

    def in_period(self, rows, moment="created_at"):
        """Return those of the rows whose `moment` is in the period that is searched."""
        if self.since:
            rows = rows.filter(**{f"{moment}__gte": self.since})
        if self.until:
            rows = rows.filter(**{f"{moment}__lt": self.until})
        return rows


def search_places_of(user):
    """Return the SearchPlaces of a user, all of theirs as one before each of them."""
    own = [place for places in search_places.call(user) for place in places]
    return [SearchPlace("mine", label=_("내 동아리와 채팅방")), *own] if own else []


def midnight(day):
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))


def first_day_of_term(today):
    """Return the first of March or of September, whichever was the last."""
    begun = [date(today.year, month, 1) for month in TERMS if month <= today.month]
    return begun[-1] if begun else date(today.year - 1, TERMS[-1], 1)
