"""Forms to ask a club, to answer, and to write its FAQ."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.forms import CheckedTextForm
from clubs.questions.models.answers import InquiryAnswer
from clubs.questions.models.faq_entries import FAQEntry
from clubs.questions.models.inquiries import Inquiry
from kclub.db.idempotency import nonce_field


class InquiryForm(CheckedTextForm):
    """A question to a club. Its `cleaned_data` are the arguments of `Club.inquire`."""

    nonce = nonce_field()

    class Meta:
        model = Inquiry
        fields = ["text"]
        labels = {"text": _("무엇이 궁금한가요?")}
        help_texts = {
            "text": _(
                "이름은 운영진에게만 보여요. 답이 달리면 인증된 학생 모두가 질문과 답을 볼 수 있고, "
                "그때도 이름 대신 ‘학생’이라고 나와요."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"text": {"required": _("궁금한 것을 적어 주세요.")}}


class InquiryAnswerForm(CheckedTextForm):
    """An answer to an inquiry, or another text of it."""

    class Meta:
        model = InquiryAnswer
        fields = ["text"]
        help_texts = {"text": _("인증된 학생 모두가 봐요. 연락처 같은 개인정보는 적지 마세요.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"text": {"required": _("답을 적어 주세요.")}}


class InquiryDeleteForm(forms.Form):
    """Why an officer deletes an inquiry."""

    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        help_text=_("물어본 사람이 읽어요."),
        error_messages={"required": _("왜 지우는지 적어 주세요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FAQEntryForm(CheckedTextForm):
    """A question of the FAQ with its answer."""

    class Meta:
        model = FAQEntry
        fields = ["question", "answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "question": {"required": _("질문을 적어 주세요.")},
            "answer": {"required": _("답을 적어 주세요.")},
        }
