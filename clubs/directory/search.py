"""Search for clubs by words, first consonants and similar names."""

from difflib import SequenceMatcher

from django.db import models

from kclub.text.normalization import CHOSEONG, alphanumeric_key, folded, initials

MIN_SIMILARITY = 0.75  # of two names, as SequenceMatcher.ratio() measures it: 0 to 1


class ClubSearchQuerySet(models.QuerySet):
    """The part of ClubQuerySet that finds clubs by text."""

    def matching(self, text):
        """Clubs whose name, summary or tags contain every word of `text`.

        First consonants find names: ㅍㄹ finds 필름로그, and so does the half-typed 필ㄹ. Tags are
        also found as pages show them: #초보_환영.
        """
        clubs = self
        for word in map(_search_key, text.split()):
            without_consonants = "".join(c for c in word if c not in CHOSEONG)
            if without_consonants:
                clubs = clubs.filter(search_text__contains=without_consonants)
            if without_consonants != word:
                clubs = clubs.filter(name_initials__contains=initials(word))
        return clubs

    def similar_to(self, name):
        """Return a list of clubs with almost the same name, or with one name within the other."""
        key = alphanumeric_key(name)
        return [
            club
            for club in self.only("name", "slug")
            if _is_similar(key, alphanumeric_key(club.name))
        ]


def _search_key(word):
    """Return the word as `search_text` has it; a tag is written without its # and underscores."""
    return folded(word.lstrip("#").replace("_", "") if word.startswith("#") else word)


def _is_similar(one, other):
    shorter, longer = sorted([one, other], key=len)
    contained = len(shorter) > 1 and shorter in longer
    return contained or SequenceMatcher(None, one, other).ratio() >= MIN_SIMILARITY
