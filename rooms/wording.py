"""What people write in a room, as HTML: text, with addresses, code and names called with an @."""

import re
from html import escape

from django.utils.safestring import mark_safe

# ```three around lines``` or `one around words`; the first may name a language, which we skip.
CODE = re.compile(r"```(?:[\w+#.-]*\n)?(?P<lines>.+?)```\n?|`(?P<words>[^`\n]+)`", re.DOTALL)
# The host is ASCII, so that 에서 may follow it at once; a path may hold Hangul.
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
AFTER_SENTENCE = ".,:;!?'…)]}。、」』"
LONG = 700  # letters, or
LINES = 14  # lines, from which on a text is folded
MOST_CALLED = 10


def html(text, called=None):
    """`text`, escaped, with code, links and, of `called`, {name: key}, the names marked."""
    names = _pattern(called) if called else None
    return mark_safe("".join(_html(text, called, names)))  # noqa: S308  (all of it is escaped)


def is_long(text):
    """Whether a page shows only its beginning at first."""
    return len(text) > LONG or text.count("\n") >= LINES


def called(text, people):
    """Whom of `people`, {name: key}, `text` calls: the same, as it writes them.

    @김민재 is 김민재 whatever follows, and 김민재 수 if somebody has that name; an address or
    code calls nobody.
    """
    if not people:
        return {}
    keys = {name.casefold(): key for name, key in people.items()}
    pattern = _pattern(people)
    found = {
        match[1]: keys[match[1].casefold()]
        for plain in _plain(text)
        for match in pattern.finditer(plain)
        if match[1].casefold() in keys
    }
    return dict(list(found.items())[:MOST_CALLED])


def _pattern(names):
    """@ and one of the names, the longest that fits; never within a mail address or a word."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    either = "|".join(longest_first)
    return re.compile(rf"(?<![a-z0-9._@-])@({either})(?![a-z0-9_])", re.IGNORECASE)


def _cut(text, pattern):
    """`text` as (plain, match), (plain, match), …, (plain, None)."""
    end = 0
    for match in pattern.finditer(text):
        yield text[end : match.start()], match
        end = match.end()
    yield text[end:], None


def _plain(text):
    """The parts of `text` that are neither code nor an address."""
    for words, _code in _cut(text, CODE):
        for plain, _address in _cut(words, ADDRESS):
            yield plain


def _html(text, called, names):
    for words, code in _cut(text, CODE):
        yield from _linked(words, called, names)
        if code and code["words"]:
            yield f"<code>{escape(code['words'])}</code>"
        elif code:
            lines = code["lines"].strip("\n")
            yield f'<pre tabindex="0"><code>{escape(lines)}</code></pre>'


def _linked(text, called, names):
    rest = ""
    for words, address in _cut(text, ADDRESS):
        yield from _marked(rest + words, called, names)
        if address:
            link = _without_end_of_sentence(address[0])
            rest = address[0][len(link) :]
            link = escape(link)
            yield f'<a href="{link}" rel="nofollow noopener" target="_blank">{link}</a>'


def _marked(text, called, names):
    if not names:
        yield escape(text)
        return
    for words, name in _cut(text, names):
        yield escape(words)
        if name:
            key = escape(called.get(name[1], ""))
            yield f'<b class="call" data-by="{key}">{escape(name[0])}</b>'


def _without_end_of_sentence(address):
    end, unopened = len(address), address.count(")") - address.count("(")
    while address[end - 1] in AFTER_SENTENCE:
        if address[end - 1] == ")":
            if unopened <= 0:
                break  # …/서울숲_(공원) keeps its own
            unopened -= 1
        end -= 1
    return address[:end]
