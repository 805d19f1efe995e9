"""The forms to add, change and cancel an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.events.models.events import Event
from clubs.events.moments import HAS_PASSED, has_passed
from clubs.forms import CheckedTextForm

PLAUSIBLE_YEARS = range(2000, 2101)


class MomentInput(forms.DateTimeInput):
    """An input with the browser's own picker of date and time."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class EventForm(CheckedTextForm):
    """An event. Its `cleaned_data` are the arguments of `Club.plan` and of `Event.edit`."""

    class Meta:
        model = Event
        fields = [
            "title", "starts_at", "ends_at", "place", "seats", "body", "public", "outsider_seats",
        ]  # fmt: skip
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "body": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"public": _("부원이 아니어도 볼 수 있어요")}
        error_messages = {
            "title": {"required": _("제목을 적어 주세요.")},
            "place": {"required": _("어디서 모이는지 적어 주세요.")},
            "starts_at": {"required": _("언제 시작하는지 적어 주세요.")},
            "ends_at": {"required": _("언제 끝나는지 적어 주세요.")},
        }
        help_texts = {
            "seats": _("비워 두면 몇 명이든 올 수 있어요. 줄여도 온다고 한 사람은 그대로 와요."),
            "outsider_seats": _("적으면 다른 학생도 그만큼 올 수 있어요. 비워 두면 부원만 와요."),
        }

    def clean(self):
        fields = super().clean()
        for name in ("starts_at", "ends_at"):
            moment = fields.get(name)
            if moment and moment.year not in PLAUSIBLE_YEARS:
                self.add_error(name, _("연도를 다시 봐 주세요."))
            elif moment and moment != getattr(self.instance, name) and has_passed(moment):
                self.add_error(name, HAS_PASSED)
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("시작보다 늦은 시각으로 적어 주세요."))
        if fields.get("outsider_seats") and not fields.get("public"):
            self.add_error("outsider_seats", _("누구나 볼 수 있는 일정에만 적을 수 있어요."))
        return fields


class CancelForm(forms.Form):
    """Why an event is cancelled."""

    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        help_text=_("온다고 한 사람에게 알리고, 일정에 남겨요."),
        error_messages={"required": _("왜 취소하는지 적어 주세요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
