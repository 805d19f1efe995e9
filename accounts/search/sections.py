"""Sections of the search, one for each kind of thing, which the apps of these things register.

    @search_sections.register(order=30)
    class CommentSearch(SearchSection):
        key, title, template = "comments", _("댓글"), "clubs/board/_comment_found.html"
        takes = {"club", "mine", "who", "when"}

        def found(self):
            comments = Comment.objects.visible_to(self.search.user)
            return comments.containing(self.search.stems_text)

A section begins with what the asker may read at this moment, so that a word in what they may not
read is answered like one that nobody has written.
"""

from django.db.models import Q
from django.utils.functional import cached_property

from kclub.registry import Registry

search_sections = Registry()  # f(search): a SearchSection
search_places = Registry()  # f(user): [SearchPlace, …] where the user may look


class SearchSection:
    """One kind of things that can be found: `key` in the address, `title` of its tab.

    `template` shows one, as `result`. `takes` are the filters (`Search.filters`) it can be narrowed
    by; with any other one it finds nothing.
    """

    key = title = template = ""
    takes = frozenset()
    count = 0  # of its results, at most 100; `pages.count_results` sets it

    def __init__(self, search):
        self.search = search

    @property
    def is_open(self):
        """Whether the user of the search may look here at all."""
        return True

    @cached_property
    def results(self):
        """The queryset of all that the search finds here and its user may read now."""
        found = self.found()
        return found if self.search.filters <= self.takes else found.none()

    def found(self):
        """Return `results` as they are with the filters that it takes."""
        raise NotImplementedError

    def ranks(self):
        """Return the Q objects of better results, the best first; what fits none is the rest."""
        return []

    def prepare(self, results):
        """Load what the template needs besides; `results` is a list."""


class SearchPlace:
    """Where one may look: `kind` "club", "room" or "mine", and the key of the row."""

    def __init__(self, kind, pk="", label=""):
        self.kind, self.pk, self.label = kind, pk, label

    @property
    def value(self):
        """What the address says of it: "club:12"."""
        return f"{self.kind}:{self.pk}" if self.pk else self.kind


def fits(search, *columns):
    """Return Q objects for `ranks`: the words as they were typed, then without their particles.

    They stand in the first of the folded columns, then in the next one. Whatever is found stands in
    the last column without particles, so that this is left out.
    """
    spellings = [search.words, search.stems] if search.stems != search.words else [search.words]
    return [_holds(column, words) for words in spellings for column in columns][:-1]


def _holds(column, words):
    return Q(*(Q(**{f"{column}__contains": word}) for word in words))
