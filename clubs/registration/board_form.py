"""The form that filters the union's board of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.categories import Category
from clubs.people.club.presidency import leaderless
from clubs.registration.board import NOT_BEGUN
from clubs.registration.checks import RULES
from clubs.registration.models.decisions import left_alone
from clubs.registration.models.registrations import Registration


class BoardForm(forms.Form):
    """The filters of the board, which combine. Values that make no sense are ignored."""

    state = forms.ChoiceField(
        required=False,
        choices=[(NOT_BEGUN, _("시작 안 함")), *Registration.State.choices],
    )
    lacks = forms.ChoiceField(
        label=_("모자란 것"),
        required=False,
        choices=[("", _("모자란 것과 상관없이")), *RULES.items()],
    )
    category = forms.ChoiceField(label=_("분야"), required=False)
    late = forms.BooleanField(label=_("늦게 냄"), required=False)
    mine = forms.BooleanField(label=_("내가 맡은 것"), required=False)
    unassigned = forms.BooleanField(label=_("맡은 사람이 없음"), required=False)
    leaderless = forms.BooleanField(label=_("회장이 활동하지 않음"), required=False)

    def __init__(self, query):
        super().__init__(query)
        kinds = [(category.slug, str(category)) for category in Category.objects.all()]
        self.fields["category"].choices = [("", _("모든 분야")), *kinds]
        self.is_valid()
        self.criteria = dict.fromkeys(self.fields, "") | self.cleaned_data

    @property
    def selects(self):
        """The fields of which one of many is chosen."""
        return [self["lacks"], self["category"]]

    @property
    def flags(self):
        """The fields that are on or off."""
        return [self["late"], self["mine"], self["unassigned"], self["leaderless"]]

    @property
    def is_narrowing(self):
        """Whether any filter but the state is set."""
        return any(self.criteria[field.name] for field in [*self.selects, *self.flags])

    def narrowed(self, clubs, user):
        """Return those of the clubs that pass all filters but the state and what they lack.

        They come from `clubs_with_states`.
        """
        if category := self.criteria["category"]:
            clubs = clubs.filter(category__slug=category)
        if self.criteria["late"]:
            clubs = clubs.filter(registration__is_late=True)
        if self.criteria["mine"]:
            clubs = clubs.filter(registration__assigned_to=user)
        if self.criteria["unassigned"]:
            clubs = clubs.filter(left_alone())
        if self.criteria["leaderless"]:
            clubs = leaderless(clubs)
        return clubs
