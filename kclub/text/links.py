"""Web addresses in what people write: where one begins and ends, on boards and in chat alike."""

import re
from bisect import bisect_right
from functools import lru_cache

HOST = r"[a-z0-9.-]+"
# Without http:// only ends that are no file's, as main.py's is: these, or the others before a path.
ENDINGS = "com|net|org|edu|kr|me|io|jp|gg|info"
ENDINGS_BEFORE_PATH = (
    "ai|app|be|biz|cc|cn|co|de|dev|ee|eu|fr|gl|gle|id|in|is|link|ly|online|page|shop|site|so|store"
    "|to|tv|uk|us|xyz"
)
LABEL = "[a-zA-Z0-9-]+"
NAMED_LABEL = f"(?=[0-9-]*[a-zA-Z]){LABEL}"  # 3.kr and 12.5.me count something
BARE_HOST = (
    rf"(?<![a-zA-Z0-9._@/~-])(?:{LABEL}\.)*{NAMED_LABEL}\."
    rf"(?:(?:{ENDINGS})(?![a-zA-Z0-9_@-]|\.[a-zA-Z0-9])|(?:{ENDINGS_BEFORE_PATH})(?=/[!-~]))"
)
# Letters that are not ASCII belong to a path where a word of it begins with them, or a slash
# closes it, as in /clubs/필름로그/; in naver.me/xyz에서 they are the sentence's.
ASCII_IN_PATH = r"(?!\]\()[!#-;=?-\[\]_a-z{|}~]"
WORD_IN_PATH = r"(?![ -~])(?:(?:(?<=[/=_#+-])|(?<=_\())\w+|\w+(?=/))"
PATH = rf"(?::\d+)?(?:[/?#](?:{ASCII_IN_PATH}|{WORD_IN_PATH})*)?"
ADDRESS = re.compile(rf"(?:(?:(?i:https?)://(?i:{HOST})|{BARE_HOST})(?i:{PATH}))")
SENTENCE_END = ".,:;!?'…()[]{}。、」』*~"  # * and ~ close **bold** and ~~struck~~ around an address
PARTICLES = re.compile(
    "(?<=/)(?:으로|로|에서|에|를|을|은|는|이|가|와|과|의|도|만|나|까지|부터|이랑|랑|하고|라고|이라고"
    "|입니다|이에요|예요|이고|인데)+$"
)


def link_addresses(parser):
    """Make the MarkdownIt `parser` turn each web address in a text into a link."""
    parser.inline.ruler.at("text", text)
    parser.inline.ruler.before("text", "address", address)


@lru_cache(32)  # the texts in parsing
def find_addresses(text):
    """Return the addresses in `text` as ([start, …], [address, …])."""
    found = [(match.start(), without_sentence(match[0])) for match in ADDRESS.finditer(text)]
    return [start for start, _ in found], [url for _, url in found]


def has_address(text):
    """Return whether an address stands in `text`."""
    return ("." in text or "://" in text) and ADDRESS.search(text) is not None


def address(state, silent):
    """Inline rule of markdown-it: a link where an address stands, shown as the address itself."""
    starts, urls = find_addresses(state.src)
    index = bisect_right(starts, state.pos) - 1
    if state.linkLevel or index < 0 or starts[index] != state.pos:
        return False
    url = urls[index]
    if not silent:
        href = url if "://" in url[:8] else f"https://{url}"
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(href)}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos += len(url)
    return True


def text(state, silent):
    """Inline rule of markdown-it: text up to the next mark, or the next address."""
    starts, _ = find_addresses(state.src)
    index = bisect_right(starts, state.pos)
    following = starts[index] if index < len(starts) else state.posMax
    mark = state.md.inline.terminator_re.search(state.src, state.pos, following)
    end = mark.start() if mark else following
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def without_sentence(url):
    """Return `url` without the punctuation and the particle of the sentence around it."""
    return PARTICLES.sub("", without_end_of_sentence(url))


def without_end_of_sentence(url):
    """Return `url` without the punctuation that ends the sentence around it."""
    end, unopened = len(url), url.count(")") - url.count("(")
    while url[end - 1] in SENTENCE_END:
        if url[end - 1] == ")":
            if unopened <= 0:
                break  # as in …/서울숲_(공원), where it belongs to the address
            unopened -= 1
        unopened += url[end - 1] == "("
        end -= 1
    return url[:end]
