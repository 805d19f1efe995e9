"""The form in which officers write the bylaws."""

from django import forms

from clubs.bylaws.models import Bylaws
from clubs.forms import CheckedTextForm


class BylawsForm(CheckedTextForm):
    """A text, what is different in it, and who reads it. `cleaned_data` are arguments of `write`."""

    class Meta:
        model = Bylaws
        fields = ["text", "change", "public"]
        widgets = {"text": forms.Textarea({"rows": 20})}
