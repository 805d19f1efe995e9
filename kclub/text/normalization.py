"""Korean text: one spelling to store, one to compare, and the first consonants to search by."""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SYLLABLES = range(0xAC00, 0xD7A4)
LETTERS = range(0x3131, 0x318F)  # ㄱ…ㆎ typed alone; NFKC would take them for parts of syllables
# Letters and marks by name, yet nothing to see.
INVISIBLE = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code)
    for codes in [range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000)]
    for code in codes
}
# What turns the words around it, or what no database keeps. Nobody types it.
NEVER_STORED = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Small Cyrillic and Greek letters that, small or large, look like Latin ones.
LOOKALIKES = str.maketrans(
    "авекмнорстухѕіјһԁӏԛԝαβεζηικμνορτυχ",
    "abekmhopctyxsijhdlqwabezhikmnoptyx",
)
# A keyboard joins ㄹ and ㄱ into the one letter ㄺ, although two syllables were meant.
JOINED = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        ["ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"],
        strict=True,
    )
)


def composed(text):
    """NFC with plain line ends: 각 is one character, whichever keyboard wrote it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(NEVER_STORED)
    return unicodedata.normalize("NFC", text)


def normal(text):
    """`text` as we store it: composed, without blanks at its ends."""
    return composed(text).strip()


def folded(text):
    """`text` as we compare and search it: no case, no blanks, no wide or invisible letters.

    Letters that look like Latin ones count as those. It may be longer than `text`: ﷺ is 18 letters.
    """
    return composed("".join(map(_fold, composed(text))))


def squeezed(text):
    """Only the letters and digits of `folded`, so that no word hides behind punctuation."""
    return "".join(filter(str.isalnum, folded(text)))


def found_in(text, words):
    """(start, end) of the first place where `text` holds `words`, however it is typed; or None."""
    folds = [_fold(char) for char in text]
    sought = folded(words)
    start = "".join(folds).find(sought) if sought else -1
    if start < 0:
        return None
    ends = list(accumulate(map(len, folds)))
    return bisect_right(ends, start), bisect_left(ends, start + len(sought)) + 1


def initials(text):
    """The first consonant of each Hangul syllable: 필름로그 is ㅍㄹㄹㄱ. The rest is `folded`."""
    return "".join(map(_initial, folded(text)))


@lru_cache(4096)  # more than a campus writes
def _fold(char):
    if char in INVISIBLE or char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
        return ""
    if ord(char) in LETTERS:
        return JOINED.get(char, char)
    plain = unicodedata.normalize("NFKC", char).casefold()
    return "".join(unicodedata.normalize("NFKC", plain).split()).translate(LOOKALIKES)


def _initial(char):
    if ord(char) not in SYLLABLES:
        return char
    return CHOSEONG[(ord(char) - SYLLABLES.start) // 588]  # 21 vowels × 28 finals each
