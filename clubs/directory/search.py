"""Finding clubs by words, first consonants and similar names."""

from difflib import SequenceMatcher

from django.db import models

from kclub.text.normalization import CHOSEONG, alphanumeric_key, folded, initials


class ClubSearchQuerySet(models.QuerySet):
    """The part of ClubQuerySet that finds clubs by text."""

    def matching(self, text):
        """Clubs whose name, summary or tags hold every word of `text`.

        First consonants find names: ㅍㄹ finds 필름로그, and so does the half-typed 필ㄹ. Tags are
        found as they are shown, too: #초보_환영.
        """
        found = self
        for word in map(_searched, text.split()):
            typed = "".join(c for c in word if c not in CHOSEONG)
            if typed:
                found = found.filter(search_text__contains=typed)
            if typed != word:
                found = found.filter(name_initials__contains=initials(word))
        return found

    def similar_to(self, name):
        """Return a list of clubs with almost the same name, or with one name within the other."""
        key = alphanumeric_key(name)
        return [
            club for club in self.only("name", "slug") if _alike(key, alphanumeric_key(club.name))
        ]


def _searched(word):
    return folded(word.lstrip("#").replace("_", "") if word.startswith("#") else word)


def _alike(one, other):
    shorter, longer = sorted([one, other], key=len)
    within = len(shorter) > 1 and shorter in longer
    return within or SequenceMatcher(None, one, other).ratio() >= 0.75
