"""The form that searches and filters the list of clubs."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.categories import Category
from clubs.directory.models import Club
from kclub.shortcuts import search_text

OTHER_ORDERS = [("active", _("최근 활동 순")), ("name", _("가나다순"))]


class SearchForm(forms.Form):
    """The search, filters and order of the list of clubs. Values that make no sense are ignored."""

    q = forms.CharField(required=False)
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
    standing = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("등록 상태 모두")),
            (Club.Standing.REGULAR.value, Club.Standing.REGULAR.label),
            (Club.Standing.PROVISIONAL.value, Club.Standing.PROVISIONAL.label),
        ],
    )
    sort = forms.ChoiceField(
        required=False,
        choices=[("", _("마감 빠른 순")), *OTHER_ORDERS],
    )

    def __init__(self, query):
        super().__init__(query)
        self.categories = list(Category.objects.all())
        self.fields["category"].choices = [(c.slug, c.name) for c in self.categories]
        if search_text(query):
            self.fields["sort"].choices = [
                ("", _("잘 맞는 순")),
                ("deadline", _("마감 빠른 순")),
                *OTHER_ORDERS,
            ]
        self.is_valid()
        self.criteria = self.cleaned_data
        self.text = search_text(self.criteria)
        self.matching = Club.objects.open().matching(self.text, self.categories)

    def clubs(self):
        """Return the clubs that match the search and all filters, in the chosen order."""
        clubs = self.matching
        if category := self.criteria.get("category"):
            clubs = clubs.filter(category__slug=category)
        if join_mode := self.criteria.get("join"):
            clubs = clubs.filter(join_mode=join_mode)
        if standing := self.criteria.get("standing"):
            clubs = clubs.filter(standing=standing)
        if self.criteria.get("recruiting"):
            clubs = clubs.recruiting()
        match self.criteria.get("sort"):
            case "name":
                return clubs.by_name()
            case "active":
                return clubs.by_activity()
            case "" if self.text:
                return clubs.by_fit()
        return clubs.by_deadline()

    def counts(self):
        """Return how many clubs each filter would show, with the other filters as they are.

        {"all": n of every category, "category": {slug: n}, "join": {mode: n},
        "standing": {standing: n}, "recruiting": n, "found": n of all filters}
        """
        kinds = self.matching.counts_by_kind()
        names = ("category", "join", "standing", "recruiting")
        chosen = {name: self.criteria.get(name) for name in names}

        def count(**changed):
            return _count(kinds, **(chosen | changed))

        slugs = [each.slug for each in self.categories]
        return {
            "all": count(category=None),
            "category": {slug: count(category=slug) for slug in slugs},
            "join": {value: count(join=value) for value in self._values("join")},
            "standing": {value: count(standing=value) for value in self._values("standing")},
            "recruiting": count(recruiting=True),
            "found": count(),
        }

    def _values(self, name):
        return [value for value, _label in self.fields[name].choices]

    @property
    def query(self):
        """The shortest query string that leads to the same list."""
        values = {name: value for name, value in self.criteria.items() if value}
        return urlencode(values | ({"recruiting": "1"} if "recruiting" in values else {}))


def _count(kinds, category, join, standing, recruiting):
    """Return how many clubs of `kinds` (`ClubQuerySet.counts_by_kind`) pass these filters."""
    return sum(
        n
        for slug, join_mode, its_standing, recruits, n in kinds
        if category in ("", None, slug) and join in ("", None, join_mode)
        if standing in ("", None, its_standing) and (recruits or not recruiting)
    )
