"""The fields that make a poll, and what a ballot says."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.banned_words import without_banned_words
from clubs.polls.models import MAX_CHOICES, MIN_CHOICES, Poll, PollChoice
from kclub.text.normalization import folded, normalized

MAX_QUESTION, MAX_CHOICE = (
    Poll._meta.get_field("question").max_length,
    PollChoice._meta.get_field("text").max_length,
)
DAYS = {"1": _("1일 뒤"), "3": _("3일 뒤"), "7": _("일주일 뒤"), "30": _("한 달 뒤")}


class PollForm(forms.Form):
    """A new poll, if its fields are filled in. `poll()` are the arguments of `Poll.open`."""

    poll_question = forms.CharField(
        required=False,
        max_length=MAX_QUESTION,
        label=_("무엇을 물어볼까요?"),
        validators=[without_banned_words],
    )
    poll_choices = forms.CharField(
        required=False,
        max_length=MAX_CHOICES * (MAX_CHOICE + 2),
        label=_("보기"),
        help_text=_("한 줄에 하나씩, 두 개부터 열 개까지 적어 주세요."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[without_banned_words],
    )
    poll_several = forms.BooleanField(required=False, label=_("여러 개 고를 수 있어요"))
    poll_anonymous = forms.BooleanField(
        required=False,
        label=_("익명 투표예요"),
        help_text=_(
            "누가 무엇을 골랐는지 아무에게도 보이지 않아요. 신고가 들어오면 연합회만 확인할 수 있어요."
        ),
    )
    poll_days = forms.ChoiceField(
        required=False, choices=list(DAYS.items()), initial="3", label=_("언제 마감할까요?")
    )

    def __init__(self, *args, required=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_required = required

    @property
    def is_filled_in(self):
        """Whether something was typed into it."""
        return any(self[name].value() for name in ("poll_question", "poll_choices"))

    def clean_poll_question(self):
        return normalized(self.cleaned_data["poll_question"])

    def clean_poll_choices(self):
        """Return the choices as a list of texts."""
        lines = map(normalized, self.cleaned_data["poll_choices"].splitlines())
        choices = [line for line in lines if folded(line)]
        if any(len(choice) > MAX_CHOICE for choice in choices):
            raise forms.ValidationError(
                _("보기 하나는 %(most)s자까지 쓸 수 있어요."), params={"most": MAX_CHOICE}
            )
        if len(set(map(folded, choices))) < len(choices):
            raise forms.ValidationError(_("같은 보기가 두 번 있어요."))
        if choices and not MIN_CHOICES <= len(choices) <= MAX_CHOICES:
            raise forms.ValidationError(_("보기는 두 개부터 열 개까지 적어 주세요."))
        return choices

    def clean(self):
        fields = super().clean() or self.cleaned_data
        question, choices = fields.get("poll_question"), fields.get("poll_choices")
        if (choices or self.is_required) and not question and "poll_question" not in self.errors:
            self.add_error("poll_question", _("무엇을 물어볼지 적어 주세요."))
        if (question or self.is_required) and not choices and "poll_choices" not in self.errors:
            self.add_error("poll_choices", _("보기를 두 개부터 열 개까지 적어 주세요."))
        return fields

    def poll(self):
        """Return the arguments of `Poll.open`, or None where nobody asks anything."""
        fields = self.cleaned_data
        if not fields["poll_question"]:
            return None
        return {
            "question": fields["poll_question"],
            "choices": fields["poll_choices"],
            "allows_several": fields["poll_several"],
            "is_anonymous": fields["poll_anonymous"],
            "closes_at": timezone.now() + timedelta(days=int(fields["poll_days"] or 3)),
        }


def chosen(data):
    """Return the keys of the choices that a ballot takes, none if it `withdraw`s; nonsense is 0."""
    if data.get("withdraw"):
        return set()
    keys = data.getlist("choice")[: MAX_CHOICES + 1]
    return {int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0 for key in keys}
