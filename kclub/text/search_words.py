"""The words somebody searches for, and where they stand in a text."""

import re

from django.utils.html import format_html

from kclub.text.normalization import folded, match_spans

MIN_LETTERS = 2  # of the longest word
MAX_WORDS = 10
LETTERS_BEFORE, LETTERS_AFTER = 24, 72  # of a text, shown around its first match
PARTICLE = re.compile(
    "(?<=..)(에서|으로|이랑|하고|부터|까지|이나|[을를이가은는과와도만에로의랑나])$"
)


def search_words(text):
    """Return the words of `text`, folded, each once and in their order; at most MAX_WORDS."""
    return list(dict.fromkeys(filter(None, map(folded, text.split()))))[:MAX_WORDS]


def is_searchable(words):
    """Whether one of the folded words is long enough to look for."""
    return any(len(word) >= MIN_LETTERS for word in words)


def without_particle(word):
    """Return a folded word without the particle at its end: 사진 for 사진을."""
    return PARTICLE.sub("", word)


def spans_of(text, words):
    """Return where the words stand in `text`, or else the same without particles: [(start, end), …].

    In ascending order; places that touch are one.
    """
    spans = []
    for word in words:
        spans += match_spans(text, word) or match_spans(text, without_particle(word))
    joined = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def highlighted(text, words):
    """Return `text` as HTML, in which the words are `<mark>`ed."""
    html, at = "", 0
    for start, end in spans_of(text, words):
        html = format_html("{}{}<mark>{}</mark>", html, text[at:start], text[start:end])
        at = end
    return format_html("{}{}", html, text[at:])


def snippet(text, words):
    """Return what stands around the first of the words in `text` as HTML, on one line, words marked."""
    line = " ".join(text.split())
    start, end = next(iter(spans_of(line, words)), (0, 0))
    first, last = max(0, start - LETTERS_BEFORE), end + LETTERS_AFTER
    around = highlighted(line[first:last], words)
    return format_html("{}{}{}", "…" * (first > 0), around, "…" * (last < len(line)))
