"""Clubs in the search, and as places to search in."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.search.sections import SearchPlace, SearchSection, search_places, search_sections
from clubs.directory.categories import Category
from clubs.directory.models import Club


@search_sections.register(order=10)
class ClubSearch(SearchSection):
    """Clubs by everything their list finds them by."""

    key, title, template = "clubs", _("동아리"), "clubs/directory/_club_found.html"
    takes = frozenset({"mine"})

    def found(self):
        clubs = Club.objects.visible_to(self.search.user).select_related("category")
        clubs = clubs.matching(self.search.text, Category.objects.all())
        return clubs.of(self.search.user) if self.search.chosen_place else clubs

    def ranks(self):
        return [Q(search_rank=0)]  # the name


@search_places.register(order=10)
def clubs_to_search_in(user):
    """Return the clubs the user belongs to."""
    clubs = Club.objects.of(user).by_name().only("name", "english_name")
    return [SearchPlace("club", club.pk, str(club)) for club in clubs]


def in_chosen_place(rows, search):
    """Return those of the rows that belong to the club, or clubs, the search is narrowed to."""
    place = search.chosen_place
    if place is None:
        return rows
    if place.kind == "mine":
        return rows.filter(club__in=Club.objects.of(search.user))
    return rows.filter(club=place.pk)
