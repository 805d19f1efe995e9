"""Web addresses in what people write: where one begins and ends, on boards and in chat alike."""

import re

SCHEME_BEFORE_COLON = re.compile(r"https?$", re.IGNORECASE)
# The host is ASCII, so that 에서 may follow it at once; a path may hold Hangul.
AFTER_SCHEME = re.compile(r"://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\"`]*)?", re.IGNORECASE)
SENTENCE_END = ".,:;!?'…)]}。、」』*"  # * closes **bold** around an address


def link_addresses(parser):
    """Make the MarkdownIt `parser` turn each http(s) address in a text into a link."""
    parser.inline.ruler.after("text", "address", address)


def address(state, silent):
    """Inline rule of markdown-it: a link where an address stands, shown as the address itself."""
    if state.linkLevel or state.src[state.pos] != ":":
        return False
    scheme = SCHEME_BEFORE_COLON.search(state.pending[-len("https") :])
    rest = AFTER_SCHEME.match(state.src, state.pos)
    if not (scheme and rest):
        return False
    url = without_end_of_sentence(scheme[0] + rest[0])
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos += len(url) - len(scheme[0])
    return True


def without_end_of_sentence(url):
    """Return `url` without the punctuation that ends the sentence around it."""
    end, unopened = len(url), url.count(")") - url.count("(")
    while url[end - 1] in SENTENCE_END:
        if url[end - 1] == ")":
            if unopened <= 0:
                break  # as in …/서울숲_(공원), where it belongs to the address
            unopened -= 1
        end -= 1
    return url[:end]
