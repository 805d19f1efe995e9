"""Pictures in Markdown: a line like [사진 3] stands for the third of those there are."""

import re

LINE = re.compile(r"[ ]*\[(?:사진|photo) ?(\d{1,3})\][ ]*$", re.IGNORECASE)


def place_pictures(parser):
    """Make the MarkdownIt `parser` read lines that name a picture of `env["pictures"]`.

    That is {number: its HTML}; a line that names none of them is text.
    """
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("reference", "picture", picture, {"alt": ends})
    parser.add_render_rule("picture", html_of_picture)


def picture(state, line, _, silent):
    """Block rule of markdown-it: a line that stands for a picture."""
    number = number_in(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    if state.is_code_block(line) or number not in state.env.get("pictures", ()):
        return False
    if not silent:
        state.push("picture", "", 0).meta = {"number": number}
        state.line = line + 1
    return True


def html_of_picture(_renderer, tokens, index, _options, env):
    return env["pictures"][tokens[index].meta["number"]]


def number_in(line):
    """Return the number of the picture that the line stands for, or None."""
    match = LINE.match(line)
    return match and int(match[1])


def without_pictures(text, numbers):
    """Return `text` without the lines that stand for pictures of these numbers."""
    return "\n".join(line for line in text.splitlines() if number_in(line) not in numbers)
