"""Numbered lists in Markdown: only numbers that count 1, 2, 3 make one, dates never do."""

import re

from markdown_it.rules_block import list_block

NUMBER = re.compile(r"(\d{1,9})[.)](?=\s|$)(?P<date>\s+\d+\.(?!\d))?")  # 11. 28. is a day


def count_lists(parser):
    """Make the MarkdownIt `parser` take numbers at line starts for a list only where they count."""
    parser.block.ruler.at("list", counted_list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("list", "miscounted", miscounted, {"alt": ["list"]})


def counted_list(state, start_line, end_line, silent):
    """Block rule of markdown-it: a list; a numbered one begins with 1."""
    ends_item = silent and state.sCount[start_line] < state.blkIndent
    if not ends_item and number_at(state, start_line) not in (None, 1):
        return False
    return list_block(state, start_line, end_line, silent)


def miscounted(state, line, _, silent):
    """Block rule of markdown-it: the end of a list before a number that is not its next."""
    if not silent:
        return False
    level = state.tokens[-1].level
    items = (token for token in reversed(state.tokens) if token.type == "list_item_open")
    last = next(item.info for item in items if item.level == level)
    return bool(last) and number_at(state, line) not in (None, int(last) + 1)


def number_at(state, line):
    """Return the number that begins the line, 0 for a date and None without either."""
    start = state.bMarks[line] + state.tShift[line]
    match = NUMBER.match(state.src, start, state.eMarks[line])
    return match and (0 if match["date"] else int(match[1]))
