"""Emphasis in Markdown beside Hangul: which marks open and close, and which stay as typed."""

import re

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_inline import emphasis, link, strikethrough

HANGUL = re.compile(
    "[ᄀ-ᇿ\u3040-\u30ff\u3131-\u318e\u3400-\u9fffꥠ-\ua97f\uac00-\ud7ff\uf900-\ufaff]"
)
EMPTY_LABEL = re.compile(r"\[\s*\]")
FACE_SIDES = "^->=<;"  # of ^_^, -_-, >_< and ;_;


def emphasize_beside_hangul(parser):
    """Make the MarkdownIt `parser` read marks of emphasis and pictures as Koreans write them."""
    rules = parser.inline.ruler
    rules.at("emphasis", with_flanks(emphasis.tokenize))
    rules.at("strikethrough", with_flanks(strikethrough.tokenize))
    rules.at("link", labelled_link)
    rules.at("image", picture_link)
    rules.enable("image")


def with_flanks(tokenize):
    """Return the inline rule `tokenize` of markdown-it with our sense of what opens and closes."""

    def rule(state, silent):
        start, known = state.pos, len(state.delimiters)
        if not tokenize(state, silent):
            return False
        before = state.src[start - 1] if start else " "
        after = state.src[state.pos] if state.pos < state.posMax else " "
        for delimiter in state.delimiters[known:]:
            set_flanks(delimiter, before, after)
        return True

    return rule


def set_flanks(delimiter, before, after):
    """Set whether the marks between those two characters open or close.

    **"출사"**입니다 closes, although CommonMark wants a blank after the quotation mark;
    2*3*4, 네~~ and ^_^ are no marks.
    """
    mark = chr(delimiter.marker)
    if mark != "_":
        delimiter.open |= is_punctuation(after) and is_hangul(before)
        delimiter.close |= is_punctuation(before) and is_hangul(after)
        delimiter.open &= not is_within_word(mark, delimiter.length, before, after)
    elif before in FACE_SIDES and after in FACE_SIDES:
        delimiter.open = delimiter.close = False


def is_within_word(mark, length, before, after):
    """Return whether marks stand where nobody begins emphasis: 가로*세로, 2**3, 좋아요~~내일."""
    if mark == "~":
        return before.isalnum()
    if length == 1:
        return before.isalnum() and after.isalnum()
    return before.isdigit() and after.isdigit()


def is_hangul(char):
    """Return whether `char` is Hangul, or Chinese or Japanese, where no blanks part words."""
    return HANGUL.match(char) is not None


def is_punctuation(char):
    """Return whether CommonMark takes `char` for punctuation."""
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def labelled_link(state, silent):
    """Inline rule of markdown-it: a link that has words; without them it stays as typed."""
    return not EMPTY_LABEL.match(state.src, state.pos) and link(state, silent)


def picture_link(state, silent):
    """Inline rule of markdown-it: ![words](address) as a link, for texts hold no pictures."""
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if labelled_link(state, silent):
        return True
    state.pos -= 1
    return False
