"""Messages of a room as HTML: text with code, web addresses and mentions, and no other markup."""

import re
from html import escape

from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from kclub.text.links import has_address, link_addresses
from kclub.text.mentions import MAX_MENTIONS, mark_mentions, mention_pattern

# ```three around lines``` or `one around words`; the first may name a language, which we skip.
CODE = re.compile(r"```(?:[\w+#.-]*\n)?(?P<lines>.+?)```\n?|`(?P<words>[^`\n]+)`", re.DOTALL)
MIN_LONG_CHARACTERS = 701
MIN_LONG_LINES = 15


def render(text, mentioned=None, renamed=None):
    """Return `text` as HTML; `mentioned`, {name: username}, are the people whom it may mention.

    `renamed`, {name: today's name}, are those of them who have another name now.
    """
    mentioned = mentioned or {}
    if not ("`" in text or (mentioned and "@" in text) or has_address(text)):
        return mark_safe(escape(text))  # noqa: S308  (escaped; this is quicker, for most messages)
    names = {name: name for name in mentioned} | (renamed or {})
    called = {name: (username, names[name]) for name, username in mentioned.items()}
    parts = (RENDERERS[token.type](token, called) for token in parse(text, mentioned))
    return mark_safe("".join(parts))  # noqa: S308  (each part escapes what is in it)


def find_mentions(text, people):
    """Return those of `people`, {name: username}, whom `text` mentions, named as it writes them.

    @김민재 is 김민재 whatever follows, and 김민재 수 if somebody has that name; an address or
    code mentions nobody.
    """
    usernames = {name.casefold(): username for name, username in people.items()}
    names = [token.content for token in parse(text, people) if token.type == "mention"]
    mentions = {name: usernames[name.casefold()] for name in names if name.casefold() in usernames}
    return dict(list(mentions.items())[:MAX_MENTIONS])


def with_names(text, renamed):
    """Return `text` with other names after an @, as `renamed`, {name: today's name}, says; not in code."""
    pattern = renamed and mention_pattern(renamed)
    if not pattern:
        return text
    parts, end = [], 0
    for code in CODE.finditer(text):
        parts += [_with_names(text[end : code.start()], pattern, renamed), code[0]]
        end = code.end()
    return "".join([*parts, _with_names(text[end:], pattern, renamed)])


def _with_names(text, pattern, renamed):
    return pattern.sub(lambda match: f"@{renamed.get(match[1], match[1])}", text)


def is_long(text):
    """Return whether a page shows only the beginning of `text` at first."""
    return len(text) >= MIN_LONG_CHARACTERS or text.count("\n") + 1 >= MIN_LONG_LINES


def parse(text, people):
    """Return `text` as inline tokens of markdown-it."""
    env = {"mention_pattern": mention_pattern(people)}
    return parser.inline.parse(text, parser, env, [])


def code(state, silent):
    """Inline rule of markdown-it: `words` or ```lines```, also within a line."""
    if state.src[state.pos] != "`":
        return False
    match = CODE.match(state.src, state.pos)
    if not match:
        return False
    if not silent and match["words"]:
        state.push("code_inline", "code", 0).content = match["words"]
    elif not silent:
        state.push("code_block", "code", 0).content = match["lines"].strip("\n")
    state.pos = match.end()
    return True


parser = MarkdownIt("zero")
parser.inline.ruler.after("text", "code", code)
link_addresses(parser)
mark_mentions(parser)
parser.normalizeLink = parser.normalizeLinkText = str  # an address is shown as it was written


def _mention(name, called):
    """Return a mention as HTML: a link to whom it means, by the name they have today."""
    if name not in called:
        return f"@{escape(name)}"
    username, name = called[name]
    url = reverse("accounts:person", args=[username])
    return f'<a class="call" data-by="{escape(username)}" href="{url}">@{escape(name)}</a>'


RENDERERS = {  # type of a token: function of the token and {name: (username, today's name)}
    "text": lambda token, _: escape(token.content),
    "code_inline": lambda token, _: f"<code>{escape(token.content)}</code>",
    "code_block": lambda token, _: f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>',
    "link_open": lambda token, _: (
        f'<a href="{escape(token.attrs["href"])}" rel="nofollow noopener" target="_blank">'
    ),
    "link_close": lambda token, _: "</a>",
    "mention": lambda token, called: _mention(token.content, called),
}
