"""Forms to set up a place, to book it, and to decide about a booking."""

from datetime import datetime, time, timedelta

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from clubs.directory.models import Club
from clubs.events.forms import DayInput
from clubs.forms import CheckedTextForm
from clubs.places.models.bookings import Booking
from clubs.places.models.places import MIDNIGHT, Place
from clubs.places.models.slots import Slot, Weekday

WEEKDAYS = [(str(value), label) for value, label in Weekday.choices]
YEARS = range(2000, 2101)


class ClockInput(forms.TimeInput):
    """An input with the browser's own picker of a time of day."""

    input_type = "time"

    def __init__(self, step=None):
        super().__init__({"step": step} if step else None, format="%H:%M")


class PlaceForm(CheckedTextForm):
    """A place and its rules."""

    closed_weekdays = forms.MultipleChoiceField(
        label=_("쉬는 요일"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Place
        fields = [
            "name", "kind", "location", "notes", "units", "opens_at", "closes_at",
            "closed_weekdays", "step", "longest_hours", "day_hours", "week_hours", "days_ahead",
            "by_agreement", "state",
        ]  # fmt: skip
        widgets = {
            "opens_at": ClockInput,
            "closes_at": ClockInput,
            "notes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "units": _("장비가 여러 개면 몇 개인지 적어요. 공간은 1이에요."),
            "closes_at": _("0:00은 그날 자정이에요."),
            "day_hours": _("두 개를 한 시간 쓰면 두 시간으로 세요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["closed_weekdays"] = list(self.instance.closed_weekdays)

    def clean_closed_weekdays(self):
        return "".join(self.cleaned_data["closed_weekdays"])

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes is not None and closes != MIDNIGHT and opens >= closes:
            self.add_error("closes_at", _("여는 때보다 뒤로 적어 주세요."))
        return cleaned


class BookingForm(CheckedTextForm):
    """When and for what a club wants a place. Clubs are those that `user` runs."""

    club = forms.ModelChoiceField(label=_("동아리"), queryset=Club.objects.none())
    day = forms.DateField(label=_("날"), widget=DayInput)
    begins = forms.TimeField(label=_("시작"), widget=ClockInput)
    ends = forms.TimeField(label=_("끝"), widget=ClockInput, help_text=_("0:00은 그날 자정이에요."))

    class Meta:
        model = Booking
        fields = ["club", "day", "begins", "ends", "units", "purpose"]

    def __init__(self, place, clubs, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["club"].queryset = clubs
        self.fields["club"].empty_label = None
        self.fields["begins"].widget.attrs["step"] = place.step * 60
        self.fields["ends"].widget.attrs["step"] = place.step * 60
        if place.units == 1:
            del self.fields["units"]
        else:
            self.fields["units"] = forms.IntegerField(
                label=_("개수"), initial=1, min_value=1, max_value=place.units
            )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.year not in YEARS:
            raise forms.ValidationError(_("올바른 날짜를 적어 주세요."))
        return day

    def clean(self):
        cleaned = super().clean()
        if {"day", "begins", "ends"} <= cleaned.keys():
            day, ends = cleaned["day"], cleaned["ends"]
            last = day + timedelta(days=1) if ends == MIDNIGHT else day
            cleaned["starts_at"] = self._moment("begins", day, cleaned["begins"])
            cleaned["ends_at"] = self._moment("ends", last, ends)
        return cleaned

    def _moment(self, name, day, clock):
        """Return the moment of a field, or None with an error where the clocks leave it out."""
        try:
            return from_current_timezone(datetime.combine(day, clock))
        except forms.ValidationError as error:
            self.add_error(name, error)
            return None

    def arguments(self):
        """Return the arguments of `Booking.objects.book`."""
        names = {"club", "starts_at", "ends_at", "units", "purpose"} & self.cleaned_data.keys()
        return {name: self.cleaned_data[name] for name in names}

    def _post_clean(self):
        """Leave the check of the whole row to the verb, which knows the place."""


class SlotForm(CheckedTextForm):
    """The hours of a weekday that a club is granted."""

    club = forms.ModelChoiceField(label=_("동아리"), queryset=Club.objects.none())
    skips_taken = forms.BooleanField(label=_("이미 예약된 날은 빼고 예약해요"), required=False)

    class Meta:
        model = Slot
        fields = ["club", "weekday", "begins", "ends", "units", "purpose", "skips_taken"]
        widgets = {"begins": ClockInput, "ends": ClockInput}
        help_texts = {"ends": _("0:00은 그날 자정이에요.")}

    def __init__(self, place, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clubs = Club.objects.filter(status=Club.Status.ACTIVE)
        self.fields["club"].queryset = clubs.by_name()
        if place.units == 1:
            del self.fields["units"]

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends is not None and ends != MIDNIGHT and begins >= ends:
            self.add_error("ends", _("끝나는 때를 시작하는 때보다 뒤로 적어 주세요."))
        return cleaned

    def arguments(self):
        """Return the arguments of `Slot.objects.grant`."""
        return self.cleaned_data

    def _post_clean(self):
        """Leave the check of the whole row to the verb, which knows the place."""


class BookingDecisionForm(forms.Form):
    """What one of the union decides about a booking."""

    AGREE = [("agree", _("허락하기")), ("decline", _("거절하기\n이유를 적어요."))]
    REVOKE = [("revoke", _("취소하기\n이유를 적어요."))]
    REPORT = [("used", _("썼어요")), ("missed", _("쓰지 않았어요"))]

    verb = forms.ChoiceField(label=_("결정"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("이유"),
        max_length=200,
        required=False,
        help_text=_("거절하거나 취소할 때 적어요. 회장과 운영진이 바로 읽어요."),
    )

    def __init__(self, booking, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = self.verbs_of(booking)

    def verbs_of(self, booking):
        """Return the choices that the booking has now."""
        if booking.may_be_reported:
            return self.REPORT
        if not booking.may_be_cancelled:
            return []
        return self.AGREE if booking.is_asked else self.REVOKE

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verb") in ("decline", "revoke") and not cleaned.get("reason"):
            self.add_error("reason", _("이유를 적어 주세요."))
        return cleaned


def clock_of(text):
    """Return the time of day that `text` from a browser is, or None."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
