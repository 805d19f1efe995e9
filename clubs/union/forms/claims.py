"""The form to decline a claim."""

from django import forms


class DeclineForm(forms.Form):
    """The reason to decline a claim."""

    reason = forms.CharField(max_length=500)
