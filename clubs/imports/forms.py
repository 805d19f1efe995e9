"""The form for files to import, and those that each of their lines has to pass."""

from difflib import get_close_matches

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.email_addresses import canonical
from clubs.directory.forms.clubs import ClubForm
from clubs.forms import CheckedTextForm
from clubs.imports.files import heading_key
from clubs.imports.models.member_invitations import MemberInvitation
from clubs.people.models.memberships import Membership

ROLES = {
    heading_key(word): role
    for role, words in {
        Membership.Role.MEMBER: ["", "부원", "member"],
        Membership.Role.OFFICER: ["운영진", "임원", "officer"],
    }.items()
    for word in words
}


class ImportForm(forms.Form):
    """A file of clubs to import, one of members, or both."""

    clubs = forms.FileField(
        label=_("동아리 파일"),
        help_text=_("엑셀에서 CSV로 저장한 파일이에요. 2,000줄, 1MB까지 올릴 수 있어요."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    members = forms.FileField(
        label=_("부원 명단 파일"),
        help_text=_("이미 있는 동아리나 위 파일의 동아리에 부원을 초대해요."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean(self):
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("파일을 골라 주세요."))
        return self.cleaned_data


class LineForm(CheckedTextForm):
    """A line of a file, checked against the SchoolData `school`."""

    email = forms.CharField(label=_("학교 메일"))

    def __init__(self, cells, school):
        forms.ModelForm.__init__(self, cells)
        self.school = school

    def banned_words(self):
        return self.school.banned_words

    def clean_email(self):
        try:
            email = canonical(self.cleaned_data["email"])
        except ValueError:
            raise forms.ValidationError(_("메일 주소가 아니에요.")) from None
        if not self.school.covers(email):
            raise forms.ValidationError(_("학교 메일 주소가 아니에요."))
        return email

    def faults(self):
        """Return all that is wrong with the line, each as “heading: sentence”."""
        return [
            f"{self.fields[name].label}: {sentence}"
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]


class ClubLineForm(LineForm, ClubForm):
    """A club as a line of a file describes it, and the school address of its president."""

    hue = None
    pattern = None
    category = forms.CharField(label=_("분야"))
    email = forms.CharField(label=_("회장 학교 메일"))

    field_order = ["name", "category", "summary"]

    class Meta(ClubForm.Meta):  # without the category, for which it would ask the database
        fields = ["name", "summary", "english_name", "place", "meets", "fee"]

    def is_taken(self, key):
        return key in self.school.clubs

    def clean_category(self):
        name, categories = self.cleaned_data["category"], self.school.categories
        key = heading_key(name)
        if key in categories:
            return categories[key]
        params = {"name": name, "names": self.school.category_names()}
        sentence = _("‘%(name)s’ 분야가 없어요. 있는 분야: %(names)s")
        if near := get_close_matches(key, categories, 1, 0.5):
            params["near"] = categories[near[0]].name
            sentence = _("‘%(name)s’ 분야가 없어요. ‘%(near)s’인가요? 있는 분야: %(names)s")
        raise forms.ValidationError(sentence, params=params)


class MemberLineForm(LineForm):
    """A member of a club as a line of a file names them."""

    club = forms.CharField(label=_("동아리"))
    role = forms.CharField(label=_("역할"), required=False)

    class Meta:
        model = MemberInvitation
        fields = ["email", "name"]

    def clean_role(self):
        word = self.cleaned_data["role"]
        if role := ROLES.get(heading_key(word)):
            return role
        sentence = _("‘%(word)s’ 역할이 없어요. 부원이나 운영진으로 적어 주세요.")
        raise forms.ValidationError(sentence, params={"word": word})
