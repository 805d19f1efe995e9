"""Mentions: handles or names of people after an @, in what is written in a room."""

import re

MAX_MENTIONS = 10  # in one message, so that nobody notifies a whole crowd


def mark_mentions(parser):
    """Make the MarkdownIt `parser` mark the names that match `env["mention_pattern"]`."""
    parser.inline.ruler.after("text", "mention", mention)


def mention(state, silent):
    """Inline rule of markdown-it: a `mention` token, whose content is the name without its @."""
    pattern = state.env.get("mention_pattern")
    if state.src[state.pos] != "@" or not pattern:
        return False
    match = pattern.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("mention", "", 0).content = match[1]
    state.pos = match.end()
    return True


def mention_pattern(names):
    """Return a pattern for an @ and one of `names`, the longest that fits; None without names.

    An @ within a mail address or a word mentions nobody; a particle may follow the name.
    """
    if not names:
        return None
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9._@-])@({'|'.join(longest_first)})(?![a-z0-9_])", re.IGNORECASE)
