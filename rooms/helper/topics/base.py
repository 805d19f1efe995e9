"""Topics: what people ask about, the ways they ask, and what is answered."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


class Topic:
    """Something people ask about, and the sentence that answers it.

    In each of the `ways` to ask, "a|b & c" means a or b, and c; "a !" means a where nothing else is said.
    `nothing` is the sentence where nothing is found. `pages` are the (name of an address,
    label) of pages that have more; `asks_to_log_in` says that strangers have to log in first.
    """

    asks_to_log_in = False
    nothing = ""

    def __init__(self, key, says, *ways, nothing="", pages=()):
        self.key, self.says, self.pages = key, says, pages
        self.nothing = nothing or self.nothing
        self.ways = [parts_of(way) for way in ways]

    def way_in(self, asked, has):
        """Return the words of the topic that a question has, a list for each part of the way it is asked.

        It is the way that fits best; [] if none does.
        """
        found = [[list(filter(has, part)) for part in way] for way, _alone in self.ways]
        fitting = [
            way
            for way, (_parts, alone) in zip(found, self.ways, strict=True)
            if all(way) and not (alone and asked.rest(words_of(way)))
        ]
        return max(fitting, key=weight, default=[])

    def find(self, asked, words):
        """Return the rows the answer is about; None if the question means something else after all."""
        return []

    def sentence(self, user, rows):
        """Return what is said above the rows that `user` may see now."""
        return self.says if rows or not self.nothing else self.nothing

    def pages_beside(self, rows):
        """Return the pages that an answer with these rows leads to."""
        return self.pages

    def title(self, row):
        """Return the name of a row."""
        return str(row)

    def note(self, row):
        """Return what stands beside the name of a row."""
        return ""

    def url(self, row):
        return row.get_absolute_url()


class OwnTopic(Topic):
    """A topic about the one who asks."""

    asks_to_log_in = True


def parts_of(way):
    """Return the parts of a way to ask, lists of words, and whether nothing else may be said."""
    words = way.removesuffix(" !")
    return [part.split("|") for part in words.split(" & ")], words != way


def words_of(way):
    return [word for part in way for word in part]


def weight(way):
    """Return how much of a question the words are: a Hangul syllable says more than a Latin letter."""
    longest = [max(part, key=len) for part in way]
    return sum(len(word) / (2.5 if word.isascii() else 1) for word in longest)


def short_day(day):
    """Return the month and day of a date, or of a moment: 11월 30일."""
    date = timezone.localtime(day) if hasattr(day, "hour") else day
    return date_format(date, pgettext("날짜", "n월 j일"))
