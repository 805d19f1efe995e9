"""The form for a file of clubs, and the one that each of its lines has to pass."""

from difflib import get_close_matches

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.email_addresses import canonical
from accounts.models import SchoolDomain
from clubs.directory.categories import Category
from clubs.directory.forms.clubs import ClubForm
from clubs.imports.files import heading_key


class ClubFileForm(forms.Form):
    """A file of clubs to import."""

    file = forms.FileField(
        label=_("CSV 파일"),
        help_text=_("엑셀에서 CSV로 저장한 파일이에요. 2,000줄, 1MB까지 올릴 수 있어요."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class ClubLineForm(ClubForm):
    """A club as a line of a file describes it, and the school address of its president."""

    hue = None
    pattern = None
    category = forms.CharField(label=_("분야"))
    email = forms.CharField(label=_("회장 학교 메일"))

    class Meta(ClubForm.Meta):
        fields = ["name", "category", "summary", "english_name", "place", "meets", "fee"]

    def __init__(self, cells):
        forms.ModelForm.__init__(self, cells)

    def clean_category(self):
        name = self.cleaned_data["category"]
        categories = {}
        for category in Category.objects.all():
            categories |= {heading_key(category.name): category}
            categories |= {heading_key(category.name_en): category}
        if found := categories.get(heading_key(name)):
            return found
        names = ", ".join(Category.objects.values_list("name", flat=True))
        if near := get_close_matches(heading_key(name), categories, 1, 0.5):
            params = {"name": name, "near": categories[near[0]].name, "names": names}
            sentence = _("‘%(name)s’ 분야가 없어요. ‘%(near)s’인가요? 있는 분야: %(names)s")
            raise forms.ValidationError(sentence, params=params)
        params = {"name": name, "names": names}
        sentence = _("‘%(name)s’ 분야가 없어요. 있는 분야: %(names)s")
        raise forms.ValidationError(sentence, params=params)

    def clean_email(self):
        try:
            email = canonical(self.cleaned_data["email"])
        except ValueError:
            raise forms.ValidationError(_("메일 주소가 아니에요.")) from None
        if not SchoolDomain.objects.covers(email):
            raise forms.ValidationError(_("학교 메일 주소가 아니에요."))
        return email

    def faults(self):
        """Return all that is wrong with the line, each as “heading: sentence”."""
        return [
            f"{self.fields[name].label}: {sentence}"
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]
