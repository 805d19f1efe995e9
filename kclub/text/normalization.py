"""Normal forms of Korean text: one to store, one to compare, and initials to search by."""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SYLLABLES = range(0xAC00, 0xD7A4)
LETTERS = range(0x3131, 0x318F)  # ㄱ…ㆎ typed alone; NFKC would take them for parts of syllables
# Unicode calls these letters or marks, yet they show nothing.
INVISIBLE = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code)
    for codes in [range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000)]
    for code in codes
}
# Characters that turn the direction of the text around them, and NUL, which no database keeps.
REMOVED_CHARACTERS = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
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
    """Return `text` in NFC with plain line ends: 각 is one character, whichever keyboard wrote it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(REMOVED_CHARACTERS)
    return unicodedata.normalize("NFC", text)


def normalized(text):
    """Return `text` as we store it: composed, without blanks at its ends."""
    return composed(text).strip()


def folded(text):
    """Return `text` as we compare and search it: no case, blanks, wide or invisible letters.

    Letters that look like Latin ones become those. The result may be longer than `text`: ﷺ folds
    to 18 letters.
    """
    return composed("".join(map(_fold, composed(text))))


def is_blank(text):
    """Whether nothing of `text` can be seen."""
    return not any(map(folded, text))


def alphanumeric_key(text):
    """Return the letters and digits of `text`, folded, so that no word hides behind punctuation."""
    return "".join(filter(str.isalnum, folded(text)))


def match_span(text, query):
    """Return (start, end) of the first match of `query` in `text`, both folded; None without one."""
    return next(iter(match_spans(text, folded(query))), None)


def match_spans(text, key):
    """Return [(start, end), …] of the matches of `key`, which is folded, in `text`.

    Where there is none, first consonants in it match syllables: ㅅㅈ and 사ㅈ find 사진.
    """
    folds = [_fold(char) for char in text]
    spans = _spans(folds, key)
    if spans or not any(char in CHOSEONG for char in key):
        return spans
    return _spans(["".join(map(_initial, fold)) for fold in folds], initials(key))


def _spans(folds, key):
    """Return where `key` stands in the text whose characters, each folded, are `folds`."""
    spans, whole, ends = [], "".join(folds), list(accumulate(map(len, folds)))
    start = whole.find(key) if key else -1
    while start >= 0:
        end = start + len(key)
        spans.append((bisect_right(ends, start), bisect_left(ends, end) + 1))
        start = whole.find(key, end)
    return spans


def initials(text):
    """Return `text`, folded, with each Hangul syllable cut to its first consonant: ㅍㄹㄹㄱ for 필름로그."""
    return "".join(map(_initial, folded(text)))


@lru_cache(4096)  # more than the different characters a campus writes
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
