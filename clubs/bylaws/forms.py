"""The form in which officers write the bylaws."""

from django import forms

from clubs.bylaws.models import Bylaws
from clubs.forms import CheckedTextForm


class BylawsForm(CheckedTextForm):
    """A text, what is different in it, and who reads it. `cleaned_data` are arguments of `write`.

    `base` is the number of the version that was in force when the form was made.
    """

    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Bylaws
        fields = ["text", "change", "public"]
        widgets = {"text": forms.Textarea({"rows": 20})}

    def clean_base(self):
        return self.cleaned_data["base"] or 0

    def rebase(self, number):
        """Let the same text be saved over the version of this number, once it was seen."""
        self.data = self.data.copy()
        self.data["base"] = number
