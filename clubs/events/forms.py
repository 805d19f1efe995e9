"""The forms to add, change and cancel an event, and of attendance at it."""

import re
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.events.attendance_codes import CODE_DIGITS
from clubs.events.models.events import Event
from clubs.events.moments import (
    HAS_PASSED,
    days_of_weeks,
    end_of,
    has_passed,
    start_of,
    weeks_until,
)
from clubs.forms import CheckedTextForm

STARTS_WHEN = {"required": _("언제 시작하는지 적어 주세요.")}
PLAUSIBLE_YEARS = range(2000, 2101)
MOST_REPETITIONS = 60
SKIPPED_FIELDS = 4


class MomentInput(forms.DateTimeInput):
    """An input with the browser's own picker of date and time."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """An input with the browser's own picker of dates."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class EventForm(CheckedTextForm):
    """An event. Its `cleaned_data` are arguments of `Club.plan` and of `Event.edit`.

    With `all_day` its moments come from the days `starts_on` and `ends_on`.
    """

    starts_on = forms.DateField(
        label=_("첫날"), required=False, widget=DayInput, error_messages=STARTS_WHEN
    )
    ends_on = forms.DateField(
        label=_("마지막 날"),
        required=False,
        widget=DayInput,
        help_text=_("하루뿐이면 비워 두세요."),
    )

    class Meta:
        model = Event
        fields = [
            "title", "starts_at", "ends_at", "all_day", "place", "seats", "body", "public",
            "outsider_seats",
        ]  # fmt: skip
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "body": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"all_day": _("시각 없이 하루 종일"), "public": _("부원이 아니어도 볼 수 있어요")}
        error_messages = {
            "title": {"required": _("제목을 적어 주세요.")},
            "place": {"required": _("어디서 모이는지 적어 주세요.")},
            "starts_at": STARTS_WHEN,
            "ends_at": {"required": _("언제 끝나는지 적어 주세요.")},
        }
        help_texts = {
            "seats": _("비워 두면 몇 명이든 올 수 있어요. 줄여도 온다고 한 사람은 그대로 와요."),
            "outsider_seats": _("적으면 다른 학생도 그만큼 올 수 있어요. 비워 두면 부원만 와요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.all_day:
            days = {"starts_on": self.instance.starts_on, "ends_on": self.instance.ends_on}
            self.initial = {**self.initial, **days, "starts_at": None, "ends_at": None}
        all_day = bool(self["all_day"].value())
        self.fields["starts_on"].required = all_day
        for name in ("starts_at", "ends_at"):
            self.fields[name].required = not all_day

    def clean(self):
        fields = super().clean()
        days = {name: fields.pop(name, None) for name in ("starts_on", "ends_on")}
        if fields.get("all_day"):
            self.clean_days(fields, days)
        else:
            self.clean_moments(fields)
        if fields.get("outsider_seats") and not fields.get("public"):
            self.add_error("outsider_seats", _("누구나 볼 수 있는 일정에만 적을 수 있어요."))
        return fields

    def clean_days(self, fields, days):
        """Set the moments of an event of whole days."""
        for name in ("starts_at", "ends_at"):
            self.errors.pop(name, None)
        first = days["starts_on"]
        last = days["ends_on"] or first
        moments = {}
        if first and self.is_plausible("starts_on", first) and self.is_plausible("ends_on", last):
            moments = {"starts_at": start_of(first), "ends_at": end_of(last)}
            self.refuse_passed("starts_at", moments["starts_at"], field="starts_on", all_day=True)
            self.refuse_passed("ends_at", moments["ends_at"], field="ends_on")
            if last < first:
                self.add_error("ends_on", _("첫날이나 그 뒤로 적어 주세요."))
        fields.update({"starts_at": None, "ends_at": None} | moments)

    def clean_moments(self, fields):
        for name in ("starts_at", "ends_at"):
            moment = fields.get(name)
            if moment and self.is_plausible(name, moment):
                self.refuse_passed(name, moment, field=name)
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("시작보다 늦은 시각으로 적어 주세요."))

    def is_plausible(self, field, day):
        if day.year in PLAUSIBLE_YEARS:
            return True
        self.add_error(field, _("연도를 다시 봐 주세요."))
        return False

    def refuse_passed(self, name, moment, field, *, all_day=False):
        if moment != getattr(self.instance, name) and has_passed(moment, all_day=all_day):
            self.add_error(field, HAS_PASSED)


class NewEventForm(EventForm):
    """A new event, which may come again every week up to a day, but for the dates `skipped`."""

    repeat_until = forms.DateField(
        label=_("매주 되풀이하기"),
        required=False,
        widget=DayInput,
        help_text=_("학기 끝처럼, 이날까지 매주 같은 때에 만나요. 한 번뿐이면 비워 두세요."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, SKIPPED_FIELDS + 1):
            label = _("건너뛸 날 %(number)s") % {"number": number}
            field = forms.DateField(label=label, required=False, widget=DayInput)
            self.fields[f"skipped_{number}"] = field

    @property
    def skipped_fields(self):
        """The fields of the days to skip, for the template."""
        return [self[name] for name in self.fields if name.startswith("skipped_")]

    @property
    def skips(self):
        """Whether a day to skip has been entered."""
        return any(field.value() for field in self.skipped_fields)

    def clean(self):
        fields = super().clean()
        days = {field.name: fields.pop(field.name, None) for field in self.skipped_fields}
        fields["skipped"] = {day for day in days.values() if day}
        self.clean_repeat(fields)
        starts_at, until = fields.get("starts_at"), fields.get("repeat_until")
        repeats = starts_at and until and "repeat_until" not in self.errors
        planned = days_of_weeks(starts_at, until).values() if repeats else []
        for name, day in days.items():
            if day and day not in planned and starts_at:
                self.add_error(name, _("되풀이하는 날이 아니에요. 그날 만나는지 다시 봐 주세요."))
        return fields

    def clean_repeat(self, fields):
        starts_at, until = fields.get("starts_at"), fields.get("repeat_until")
        if starts_at and until:
            weeks = weeks_until(starts_at, until)
            if not weeks:
                self.add_error("repeat_until", _("시작한 날에서 일주일 뒤부터 적을 수 있어요."))
            elif weeks >= MOST_REPETITIONS:
                sentence = _("%(most)s번까지 되풀이할 수 있어요. 더 이른 날로 적어 주세요.")
                self.add_error("repeat_until", sentence % {"most": MOST_REPETITIONS})


class OfSeries:
    """A part of forms about one event: a change of it may be one of those that follow, too."""

    def __init__(self, *args, in_series, **kwargs):
        super().__init__(*args, **kwargs)
        if not in_series:
            del self.fields["following"]


class EditForm(OfSeries, EventForm):
    """An event as it shall be. Its `cleaned_data` are the arguments of `Event.edit`."""

    following = forms.BooleanField(
        label=_("뒤에 이어지는 일정도 모두 바꾸기"),
        required=False,
    )


class CancelForm(OfSeries, forms.Form):
    """Why an event is cancelled."""

    following = forms.BooleanField(
        label=_("뒤에 이어지는 일정도 모두 취소하기"),
        required=False,
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        help_text=_("온다고 한 사람에게 알리고, 일정에 남겨요."),
        error_messages={"required": _("왜 취소하는지 적어 주세요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AttendanceCodeForm(forms.Form):
    """The code of attendance. Cleans to its digits: blanks, hyphens and wide digits may be typed."""

    code = forms.CharField(
        label=_("출석 번호"),
        max_length=40,
        help_text=_("운영진의 화면에 있는 여섯 자리 숫자예요."),
        error_messages={"required": _("출석 번호를 적어 주세요.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self):
        code = re.sub(r"[\s\-‐-―−]", "", normalize("NFKC", self.cleaned_data["code"]))
        if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", code):
            raise forms.ValidationError(_("숫자 여섯 자리를 적어 주세요."))
        return code


class GuestsForm(forms.ModelForm):
    """How many people came who are not listed."""

    class Meta:
        model = Event
        fields = ["guest_count"]
        help_texts = {"guest_count": _("이름 없이 수만 적어요.")}
