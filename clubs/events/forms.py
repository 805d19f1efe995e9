"""The form to add an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.events.models import Event

PLAUSIBLE_YEARS = range(2000, 2101)


class MomentInput(forms.DateTimeInput):
    """An input with the browser's own picker of date and time."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class EventForm(forms.ModelForm):
    """A new event. Its `cleaned_data` are the arguments of `Club.plan`."""

    class Meta:
        model = Event
        fields = ["title", "starts_at", "ends_at", "place", "seats", "body", "public"]
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
        help_texts = {"seats": _("비워 두면 몇 명이든 올 수 있어요.")}

    def clean(self):
        fields = super().clean()
        for name in ("starts_at", "ends_at"):
            if fields.get(name) and fields[name].year not in PLAUSIBLE_YEARS:
                self.add_error(name, _("연도를 다시 봐 주세요."))
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("시작보다 늦은 시각으로 적어 주세요."))
        return fields
