"""The form that searches and filters the list of clubs."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.categories import Category
from clubs.directory.models import Club


class SearchForm(forms.Form):
    """The search, filters and order of the list of clubs. Values that make no sense are ignored."""

    q = forms.CharField(max_length=100, required=False)
    category = forms.ChoiceField(required=False)
    recruiting = forms.BooleanField(required=False)
    join = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("모든 가입 방식")),
            ("open", _("바로 가입")),
            ("request", _("신청하고 승인")),
            ("application", _("지원서 쓰고 승인")),
        ],
    )
    sort = forms.ChoiceField(
        required=False,
        choices=[("", _("마감 빠른 순")), ("active", _("최근 활동 순")), ("name", _("가나다순"))],
    )

    def __init__(self, query):
        super().__init__(query)
        self.categories = list(Category.objects.all())
        self.fields["category"].choices = [(c.slug, c.name) for c in self.categories]
        self.is_valid()
        self.asked = self.cleaned_data
        self.matching = Club.objects.open().matching(self.asked.get("q", ""))

    def clubs(self):
        """Return the clubs that were asked for, in the order that was asked for."""
        found = self.matching
        if category := self.asked.get("category"):
            found = found.filter(category__slug=category)
        if join_mode := self.asked.get("join"):
            found = found.filter(join_mode=join_mode)
        if self.asked.get("recruiting"):
            found = found.recruiting()
        match self.asked.get("sort"):
            case "name":
                return found.by_name()
            case "active":
                return found.by_activity()
        return found.by_deadline()

    def counts(self):
        """Return how many clubs each filter would show, with the other filters as they are.

        {"all": n of every category, "category": {slug: n}, "join": {mode: n}, "recruiting": n,
        "found": n of all filters}
        """
        tally = self.matching.counts_by_kind()
        slug, mode = self.asked.get("category"), self.asked.get("join")
        only = bool(self.asked.get("recruiting"))

        def count(slug, mode, only):
            return sum(
                n
                for category, join_mode, recruits, n in tally
                if slug in ("", None, category) and mode in ("", None, join_mode)
                if recruits or not only
            )

        return {
            "all": count(None, mode, only),
            "category": {each.slug: count(each.slug, mode, only) for each in self.categories},
            "join": {each: count(slug, each, only) for each, _label in self.fields["join"].choices},
            "recruiting": count(slug, mode, True),
            "found": count(slug, mode, only),
        }

    @property
    def query(self):
        """The shortest query string that asks for the same."""
        asked = {name: value for name, value in self.asked.items() if value}
        return urlencode(asked | ({"recruiting": "1"} if "recruiting" in asked else {}))
