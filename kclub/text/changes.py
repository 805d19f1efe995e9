"""What has changed between two versions of a text, word by word."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\S+")


def changes(before, after):
    """Yield (kind, text) in the order of reading; kinds are "same", "removed" and "added"."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    for change, a, b, c, d in SequenceMatcher(a=old, b=new).get_opcodes():
        if change == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "removed", "".join(old[a:b])
        if c < d:
            yield "added", "".join(new[c:d])
