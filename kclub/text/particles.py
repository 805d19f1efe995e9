"""Korean particles by the last sound of what they follow: 필름로그를, 사진반을, 3으로, club을, film.kr을."""

import re
import unicodedata

from kclub.text.normalization import SYLLABLES

# After a final consonant, and after a vowel.
PAIRS = [
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("아", "야"),
    ("으로", "로"),
    ("이나", "나"),
    ("이랑", "랑"),
    ("이라", "라"),
    ("이라고", "라고"),
    ("이에요", "예요"),
    ("이었어요", "였어요"),
]
FORMS = {form: pair for pair in PAIRS for form in pair}

RIEUL = 8  # the place of ㄹ among the 28 finals of a syllable
SOME_FINAL = 1
DIGITS = {"0": 21, "1": RIEUL, "3": 16, "6": 1, "7": RIEUL, "8": RIEUL}  # 영 일 삼 육 칠 팔
LETTERS = {"L": RIEUL, "M": 16, "N": 4, "R": RIEUL}  # 엘 엠 엔 알: how single letters are read
NO_TRILLION_FINAL = range(12, 16)  # zeros at the end of 조, 십조, 백조, 천조; read 조

ASIDE = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]\s*$")
LAST_NUMBER = re.compile(r"[0-9][0-9,]*$")
LAST_WORD = re.compile(r"[A-Za-z]+$")


def particle(text, form):
    """Return the particle of which `form` is one form, as it follows `text`: 을 or 를, 으로 or 로.

    An aside in brackets at the end of `text`, quotes, punctuation and emoji are not read.
    """
    consonant, vowel = FORMS[form]
    final = _final(str(text))
    return vowel if not final or (final == RIEUL and consonant == "으로") else consonant


def _final(text):
    """Return the place of the last sound's final among the 28 of a syllable; 0 for a vowel."""
    read = _read(text)
    if not read:
        return 0
    last = read[-1]
    if ord(last) in SYLLABLES:
        return (ord(last) - SYLLABLES.start) % 28
    if number := LAST_NUMBER.search(read):
        return _final_of_number(number[0].replace(",", ""))
    if word := LAST_WORD.search(read):
        return _final_of_word(word[0])
    if "ㄱ" <= last <= "ㅎ":  # by its name: 기역, 리을
        return RIEUL if last == "ㄹ" else SOME_FINAL
    return 4 if last in "んン" else 0


def _read(text):
    """Return `text` as far as it is read aloud, up to its last letter or digit."""
    text = unicodedata.normalize("NFC", text)
    while (shorter := ASIDE.sub("", text)) != text and any(map(str.isalnum, shorter)):
        text = shorter
    text = "".join(_plain(char) for char in text)
    end = max((at for at, char in enumerate(text, 1) if char.isalnum()), default=0)
    return text[:end]


def _plain(char):
    """Return a wide or accented Latin letter, or a circled digit, as a plain one."""
    if ord(char) in SYLLABLES or "ㄱ" <= char <= "ㅣ":
        return char
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if not unicodedata.combining(part)) or char


def _final_of_number(digits):
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros in NO_TRILLION_FINAL and zeros < len(digits):
        return 0
    return DIGITS.get(digits[-1], 0)


def _final_of_word(word):
    small = word.lower()
    is_spelled = len(word) == 1 or (word.isupper() and len(word) <= 3)
    if is_spelled or not any(vowel in small for vowel in "aeiouy"):
        return LETTERS.get(word[-1].upper(), 0)
    if small.endswith("ng"):
        return 21
    if re.search(r"[aeiouyl]le$|[^aeiou]le$", small):  # 스마일, 피플
        return RIEUL
    if re.search(r"[aeiouy][mn]e$", small):  # 게임, 라인
        return 4
    match small[-1]:
        case "l":
            return RIEUL
        case "m" | "n":
            return 4
        case "b" | "c" | "k" | "p" | "t":
            return SOME_FINAL if _is_short(small[:-1], small[-1]) else 0
    return 0


def _is_short(before, last):
    """Return whether the consonant `last` closes the syllable, as in 북, 팝, 넷; not in 노트, 뱅크."""
    if before[-1:] in ("c", last):  # 락, 앱
        before = before[:-1]
    if before.endswith("oo"):
        return last == "k"
    return re.search("(^|[^aeiou])[aeiou]$", before) is not None
