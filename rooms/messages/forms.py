"""Forms for messages, reactions and read marks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kclub.files.fields import AttachmentsField
from kclub.files.images import preview
from kclub.text.normalization import is_blank
from rooms.messages.models.reactions import Reaction


class TextForm(forms.Form):
    """The text of a message; it is required unless `may_be_empty`."""

    text = forms.CharField(
        label=_("메시지"),
        max_length=4000,
        required=False,
        error_messages={
            "required": _("보낼 말을 적어 주세요."),
            "max_length": _("4,000자까지 보낼 수 있어요. 지금 %(show_value)s자예요."),
        },
    )
    may_be_empty = False

    def clean(self):
        text = self.cleaned_data.get("text")
        if text is not None and is_blank(text):
            self.cleaned_data["text"] = ""
            if not self.may_be_empty and not self.errors:
                self.add_error("text", self.fields["text"].error_messages["required"])
        return self.cleaned_data


class MessageForm(TextForm):
    """A new message: text, attachments, or both; `answering` is the number it replies to."""

    nonce = forms.CharField(required=False, max_length=80)
    answering = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    attachments = AttachmentsField(label=_("사진이나 파일"), max_count=4, thumbnail=preview)
    alt = forms.CharField(label=_("사진 설명"), required=False, max_length=200)

    @property
    def may_be_empty(self):
        return bool(self.cleaned_data["pictures"] or self.cleaned_data["document"])

    def clean(self):
        pictures, document = self.cleaned_data.pop("attachments", ([], None))
        self.cleaned_data |= {"pictures": pictures, "document": document}
        return super().clean()


class ReactionForm(forms.Form):
    """A kind of reaction to the message of that number to add, to remove, or to toggle.

    What is toggled goes by `own`, the reactions the viewer saw as their own ("12-like 15-love"), so
    that a form that is sent twice does the same twice.
    """

    add = forms.ChoiceField(choices=Reaction.Kind, required=False)
    remove = forms.ChoiceField(choices=Reaction.Kind, required=False)
    toggle = forms.ChoiceField(choices=Reaction.Kind, required=False)
    own = forms.CharField(required=False)

    def __init__(self, data, number):
        super().__init__(data)
        self.number = number

    def clean(self):
        if kind := self.cleaned_data.get("toggle"):
            is_own = f"{self.number}-{kind}" in self.cleaned_data["own"].split()
            self.cleaned_data["remove" if is_own else "add"] = kind
        return self.cleaned_data


class ReadMarkForm(forms.Form):
    """The number of the last message that is read."""

    number = forms.IntegerField(min_value=0)
