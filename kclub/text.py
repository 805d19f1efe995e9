"""Korean text: one spelling to store, one to compare, and the first consonants to search by."""

import unicodedata

CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SYLLABLES = range(0xAC00, 0xD7A4)
# A keyboard joins ㄹ and ㄱ into one letter ㄺ although two syllables were meant.
JOINED = str.maketrans(
    {
        "ㄳ": "ㄱㅅ",
        "ㄵ": "ㄴㅈ",
        "ㄶ": "ㄴㅎ",
        "ㄺ": "ㄹㄱ",
        "ㄻ": "ㄹㅁ",
        "ㄼ": "ㄹㅂ",
        "ㄽ": "ㄹㅅ",
        "ㄾ": "ㄹㅌ",
        "ㄿ": "ㄹㅍ",
        "ㅀ": "ㄹㅎ",
        "ㅄ": "ㅂㅅ",
    }
)


def composed(text):
    """NFC with plain line ends: 각 is one character, whichever keyboard wrote it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def normal(text):
    """`text` as we store it: composed, without blanks at its ends."""
    return composed(text).strip()


def folded(text):
    """`text` as we compare and search it: no case, no blanks, nothing invisible, no wide letters."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", text)


def squeezed(text):
    """Only the letters and digits of `folded`, so that a word hides behind no punctuation."""
    return "".join(c for c in folded(text) if c.isalnum())


def initials(text):
    """The first consonant of each Hangul syllable: 필름로그 is ㅍㄹㄹㄱ. The rest is `folded`."""
    return "".join(_initial(c) for c in unicodedata.normalize("NFC", text).translate(JOINED))


def are_initials(text):
    """Whether `text` is nothing but first consonants, as typed to search by them."""
    text = "".join(text.translate(JOINED).split())
    return bool(text) and all(c in CHOSEONG for c in text)


def _initial(char):
    if ord(char) in SYLLABLES:
        return CHOSEONG[(ord(char) - SYLLABLES.start) // 588]  # 21 vowels × 28 finals
    return char if char in CHOSEONG else folded(char)
