"""What somebody asks the helper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kclub.text.normalization import is_blank, normalized

MOST = 500  # letters
EMPTY = _("물어볼 것을 적어 주세요.")


class HelperForm(forms.Form):
    """A question, `q`: something that can be seen, of 500 letters at most."""

    q = forms.CharField(
        label=_("물어볼 것"),
        max_length=MOST,
        error_messages={
            "required": EMPTY,
            "max_length": _("500자까지 물어볼 수 있어요. 지금 %(show_value)s자예요."),
        },
    )

    def clean_q(self):
        text = normalized(self.cleaned_data["q"])
        if is_blank(text):
            raise forms.ValidationError(EMPTY)
        return text
