"""Sections of the search, one for each kind of thing, which the apps of these things register.

    @search_sections.register(order=30)
    class CommentSearch(IndexedSection):
        key, title, template = "comments", _("댓글"), "clubs/board/_comment_found.html"
        takes = {"club", "mine", "who", "when"}

        def found(self):
            return Comment.objects.visible_to(self.search.user)

A section begins with what the asker may read at this moment, so that a word in what they may not
read is answered like one that nobody has written.
"""

from django.utils.functional import cached_property

from kclub.db.fields import holds_words
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

    def ranked(self):
        """Yield the querysets of the results of each rank, the best first. They have no row in common."""
        rows = self.results
        for condition in self.ranks():
            yield rows.filter(condition)
            rows = rows.exclude(condition)
        yield rows

    def newest_first(self, rows, before=None):
        """Return the rows by descending key; `before` is the last one of the page before."""
        rows = rows if before is None else rows.filter(pk__lt=before)
        return rows.order_by("-pk")

    def prepare(self, results):
        """Load what the template needs besides; `results` is a list."""


class IndexedSection(SearchSection):
    """A section whose rows have a `kclub.db.search_index`. `found()` are those the asker may read.

    What has the words in an earlier one of the `fields` comes before the rest, and what has them as they
    were typed before what has them without their particles; the last field has everything.
    """

    fields = ("folded_text",)
    places = None  # keys of the places of all rows that `found()` returns, if the index has places

    @cached_property
    def results(self):
        if not self.search.filters <= self.takes:
            return self.found().none()
        return self.containing(self.search.stems_text)

    def containing(self, text, field="folded_text"):
        """Return those rows whose `field` has every word of `text`."""
        return self.found().containing(text, field, self.places)

    def ranked(self):
        if not self.search.filters <= self.takes:
            return
        better = []
        spellings = dict.fromkeys([" ".join(self.search.words), self.search.stems_text])
        for field in self.fields:
            for text in spellings:
                rows = self.containing(text, field)
                for condition in better:
                    rows = rows.exclude(condition)
                yield rows
                better.append(holds_words(text, field))

    def newest_first(self, rows, before=None):
        return rows.newest_first(before)


class SearchPlace:
    """Where one may look: `kind` "club", "room" or "mine", and the key of the row."""

    def __init__(self, kind, pk="", label=""):
        self.kind, self.pk, self.label = kind, pk, label

    @property
    def value(self):
        """What the address says of it: "club:12"."""
        return f"{self.kind}:{self.pk}" if self.pk else self.kind
