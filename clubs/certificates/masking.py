"""Names of which a reader learns no more than whether it is the one they know."""

import unicodedata

MASK = "○"
SYLLABIC = ("HANGUL", "CJK", "HIRAGANA", "KATAKANA")  # one letter of these is a syllable


def masked(name):
    """Return the name with one syllable masked: 김○수, 김○.

    Of names in other scripts only the first letter of each word is left: J○○○ S○○○○. Of a single
    letter nothing is.
    """
    places = [place for place, letter in enumerate(name) if not letter.isspace()]
    if len(places) < 2:
        return MASK * len(places)
    if all(is_syllable(name[place]) for place in places):
        middle = places[len(places) // 2]
        return f"{name[:middle]}{MASK}{name[middle + 1 :]}"
    return " ".join(word[0] + MASK * (len(word) - 1) for word in name.split())


def is_syllable(letter):
    """Whether the letter is a whole syllable of its script."""
    return unicodedata.name(letter, "").startswith(SYLLABIC)
