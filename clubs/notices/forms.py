"""The form to write a notice."""

from django import forms
from django.core.signing import BadSignature
from django.utils.translation import gettext_lazy as _

from clubs.notices.models import Notice
from kclub.db.idempotency import nonce_field


class NoticeForm(forms.ModelForm):
    """A notice of a Sender. `cleaned_data` are the arguments of `Sender.send`."""

    nonce = nonce_field()
    recipients = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Notice
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 9})}
        help_texts = {"text": _("줄을 비우면 문단이 나뉘어요. 5,000자까지 쓸 수 있어요.")}
        error_messages = {
            "title": {"required": _("제목을 적어 주세요.")},
            "text": {"required": _("내용을 적어 주세요.")},
        }

    def __init__(self, *args, sender, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = sender

    def clean_recipients(self):
        try:
            return self.sender.unseal(self.cleaned_data["recipients"])
        except BadSignature:
            raise forms.ValidationError(_("받을 사람을 다시 골라 주세요.")) from None
