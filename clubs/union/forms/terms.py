"""The forms of terms and departments."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Term
from kclub.text.normalization import normalized

LONGEST_NAME = Department._meta.get_field("name").max_length
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class TermForm(forms.ModelForm):
    """A term with its days."""

    class Meta:
        model = Term
        fields = ["code", "starts_on", "ends_on"]
        widgets = {"starts_on": DAY, "ends_on": DAY}
        help_texts = {"code": _("2026-2처럼 적어 주세요.")}

    def clean(self):
        super().clean()
        days = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if all(days) and days[0] >= days[1]:
            self.add_error("ends_on", _("첫날보다 늦어야 해요."))

    def validate_constraints(self):
        """Leave it to `clean`, which says it beside the field."""

    def validate_unique(self):
        """Leave it to `Term.objects.add`: adding a term again does no harm."""


class TermDaysForm(TermForm):
    """The days of a term that is there."""

    class Meta(TermForm.Meta):
        fields = ["starts_on", "ends_on"]


class DepartmentsForm(forms.Form):
    """Departments, a line each: the college, a comma, the department."""

    lines = forms.CharField(
        label=_("학과 목록"),
        help_text=_("한 줄에 하나씩, 공과대학, 컴퓨터공학과처럼 적어 주세요."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
    )

    def clean_lines(self):
        """Keep the text; the pairs (college, department) are in `self.names`."""
        lines = self.cleaned_data["lines"]
        self.names = [_names_in(line) for line in lines.splitlines() if line.strip()]
        return lines


def _names_in(line):
    names = tuple(normalized(name) for name in line.replace("\t", ",").split(","))
    if len(names) != 2 or not all(names) or max(map(len, names)) > LONGEST_NAME:
        raise ValidationError(
            _("“%(line)s” 줄을 단과대, 학과 순서로 고쳐 주세요."),
            params={"line": line.strip()[:60]},
        )
    return names
