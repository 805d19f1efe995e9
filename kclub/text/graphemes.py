"""What a reader takes for one letter: an emoji family, a flag, a letter with its marks."""

from itertools import islice
from unicodedata import category

ZERO_WIDTH_JOINER = "\u200d"
REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)  # two of them are a flag
SKIN_TONES = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)  # of flags such as Scotland's
LEADING_JAMO = range(0x1100, 0x1160)
FOLLOWING_JAMO = [range(0x1160, 0x1200), range(0xD7B0, 0xD800)]  # vowels and finals
SYLLABLES = range(0xAC00, 0xD7A4)


def graphemes(text):
    """Yield the graphemes of `text`, as Unicode (UAX #29) parts them but for Indic conjuncts."""
    start = 0
    for end in range(1, len(text)):
        if not joins(text, start, end):
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def first_graphemes(text, number):
    """Return the first `number` graphemes of `text`."""
    return "".join(islice(graphemes(text), number))


def last_graphemes(text, number):
    """Return the last `number` graphemes of `text`."""
    return "".join([*graphemes(text)][-number:])


def shorten(text, length):
    """Return `text` in at most `length` graphemes, the last of them "…" if it is longer."""
    beginning = [*islice(graphemes(text), length + 1)]
    return text if len(beginning) <= length else "".join(beginning[: length - 1]) + "…"


def joins(text, start, end):
    """Return whether the character at `end` belongs to the grapheme that begins at `start`."""
    char, before = text[end], text[end - 1]
    code, code_before = ord(char), ord(before)
    if code < 0x300:
        return char == "\n" and before == "\r"
    if code in REGIONAL_INDICATORS:
        return end - start == 1 and code_before in REGIONAL_INDICATORS
    if category(char)[0] == "M" or char == ZERO_WIDTH_JOINER or code in SKIN_TONES or code in TAGS:
        return before not in "\r\n"
    return joins_syllable(code, code_before) or (
        before == ZERO_WIDTH_JOINER and category(char) == "So"
    )


def joins_syllable(code, code_before):
    """Return whether two Hangul letters written apart stand in one syllable."""
    if any(code in jamo for jamo in FOLLOWING_JAMO):
        syllable = [LEADING_JAMO, SYLLABLES, *FOLLOWING_JAMO]
        return any(code_before in letters for letters in syllable)
    return code_before in LEADING_JAMO and (code in LEADING_JAMO or code in SYLLABLES)
