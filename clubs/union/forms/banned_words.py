"""The form to add a banned word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.banned_words import BannedWord


class BannedWordForm(forms.ModelForm):
    """A word no post or comment may contain."""

    class Meta:
        model = BannedWord
        fields = ["word"]
        error_messages = {"word": {"required": _("단어를 적어 주세요.")}}
