"""What a text looks like: letters of other scripts, digits and marks read as Latin or as Hangul."""

import re
import unicodedata
from functools import lru_cache

from kclub.text.normalization import CHOSEONG, folded

LATIN_NAME = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |SCRIPT )?"
    r"|REGIONAL INDICATOR SYMBOL LETTER |NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER )"
    r"([A-Z])(?: WITH .*)?"
)
LATIN_LOOKALIKES = dict(zip("ɑıȷοօոսһհցԁᎪᎠᎷᎥᎢᏟᏴᏦ", "aijoonuhhgdadmitcbk", strict=True))
LATIN_DIGITS = str.maketrans("10345789@$!|+", "ioeastbgasiit")
JUNGSEONG = [
    "ㅏ",
    "ㅐ",
    "ㅑ",
    "ㅒ",
    "ㅓ",
    "ㅔ",
    "ㅕ",
    "ㅖ",
    "ㅗ",
    "ㅗㅏ",
    "ㅗㅐ",
    "ㅗㅣ",
    "ㅛ",
    "ㅜ",
    "ㅜㅓ",
    "ㅜㅔ",
    "ㅜㅣ",
    "ㅠ",
    "ㅡ",
    "ㅡㅣ",
    "ㅣ",
]
JONGSEONG = [
    "ㄱ",
    "ㄲ",
    "ㄱㅅ",
    "ㄴ",
    "ㄴㅈ",
    "ㄴㅎ",
    "ㄷ",
    "ㄹ",
    "ㄹㄱ",
    "ㄹㅁ",
    "ㄹㅂ",
    "ㄹㅅ",
    "ㄹㅌ",
    "ㄹㅍ",
    "ㄹㅎ",
    "ㅁ",
    "ㅂ",
    "ㅂㅅ",
    "ㅅ",
    "ㅆ",
    "ㅇ",
    "ㅈ",
    "ㅊ",
    "ㅋ",
    "ㅌ",
    "ㅍ",
    "ㅎ",
]
JAMO = {
    chr(start + place): letters.replace("ㄲ", "ㄱㄱ").replace("ㅆ", "ㅅㅅ")
    for start, row in [(0x1100, CHOSEONG), (0x1161, JUNGSEONG), (0x11A8, JONGSEONG)]
    for place, letters in enumerate(row)
}
JAMO_LOOKALIKES = str.maketrans(
    "lij1|丨一ー-0o〇口人卜ト工大フ", "ㅣㅣㅣㅣㅣㅣㅡㅡㅡㅇㅇㅇㅁㅅㅏㅏㅗㅣㄱ"
)


def latin_words(text):
    """Return what `text` may read as in Latin: lists of words of a–z, where l counts as i.

    Two lists: of the text with its digits and signs as letters (adm1n), and without them.
    """
    plain = "".join(map(_plain, _visible(text)))
    return [_words(plain.translate(LATIN_DIGITS)), _words(plain)]


def hangul_letters(text):
    """Return `text` as the letters of its syllables, without punctuation: ㄱㅗㅏㄴ for 관 and 과.ㄴ."""
    plain = "".join(map(_plain, _visible(text))).translate(JAMO_LOOKALIKES)
    return "".join(filter(str.isalnum, plain))


def alike(word):
    """Return a word of a–z as `latin_words` spells it."""
    return word.replace("rn", "m").replace("vv", "w").replace("l", "i")


def _visible(text):
    return " ".join(map(folded, text.split()))


def _words(text):
    return [alike(word) for word in re.findall("[a-z]+", text)]


@lru_cache(4096)
def _plain(char):
    letters = [JAMO.get(part, part) for part in unicodedata.normalize("NFKD", char)]
    return "".join(_latin(part) for part in "".join(letters) if unicodedata.category(part) != "Mn")


def _latin(char):
    match = LATIN_NAME.fullmatch(unicodedata.name(char, ""))
    return match[1].lower() if match else LATIN_LOOKALIKES.get(char, char)
