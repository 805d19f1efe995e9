"""The boxes by which somebody agrees to the texts, each apart, in any form."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.agreement_texts import NEWS_TEXT, Kind

FIELDS = {Kind.TERMS: "agree_terms", Kind.PRIVACY: "agree_privacy", Kind.NEWS: "wants_news"}
REQUIRED = {"required": _("동의해야 쓸 수 있어요.")}


class AgreementsMixin(forms.Form):
    """A box for each Kind of text; the one of news is optional and never ticked before."""

    agree_terms = forms.BooleanField(label=_("이용 약관에 동의해요"), error_messages=REQUIRED)
    agree_privacy = forms.BooleanField(
        label=_("개인정보의 수집과 이용에 동의해요"), error_messages=REQUIRED
    )
    wants_news = forms.BooleanField(label=_(NEWS_TEXT), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree_terms"].help_text = link_to("terms", _("이용 약관 읽기"))
        self.fields["agree_privacy"].help_text = link_to(
            "privacy", _("무엇을, 왜, 언제까지 갖고 있는지 읽기")
        )
        self.fields["wants_news"].help_text = _("내 정보에서 언제든 취소할 수 있어요.")

    def agreed_kinds(self):
        """Return the Kinds whose box is ticked."""
        return [kind for kind, name in FIELDS.items() if self.cleaned_data.get(name)]


class AgreementsForm(AgreementsMixin):
    """The form that asks a user for what they have not answered yet."""

    def __init__(self, user, *args):
        super().__init__(*args)
        self.user = user
        for kind in set(Kind).difference(user.unanswered_kinds()):
            del self.fields[FIELDS[kind]]

    def save(self):
        """Keep what is agreed to, and stop the news of who is asked and wants them no more."""
        kinds = self.agreed_kinds()
        if FIELDS[Kind.NEWS] in self.fields and Kind.NEWS not in kinds:
            self.user.withdraw_news()
        self.user.agree(kinds)


def link_to(page, label):
    return format_html('<a href="{}">{}</a>', reverse(page), label)
