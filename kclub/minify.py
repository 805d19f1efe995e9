"""Minification of style sheets and scripts: without comments, layout and needless blanks."""

import re

STRING = r""" "[^"\n]*" | '[^'\n]*' """
COMMENT = re.compile(rf"({STRING}) | /\*.*?\*/", re.VERBOSE | re.DOTALL)
CHUNK = re.compile(rf"((?: {STRING} | [^{{}};\"'] )*) ([{{}};]|\Z)", re.VERBOSE)
PIECE = re.compile(rf"({STRING}) | ([^\"']+)", re.VERBOSE)
SCRIPT_COMMENT = re.compile(r"^ *(?://.*|/\*(?s:.*?)\*/ *)$", re.MULTILINE)


def minify_css(source):
    """Return a style sheet without comments and without blanks that mean nothing."""
    chunks = CHUNK.findall(COMMENT.sub(r"\1", source))
    return "".join(minify_chunk(*chunk) for chunk in chunks).replace(";}", "}")


def minify_chunk(text, end):
    """Return a selector or at-rule with its `{`, or a declaration with its `;` or `}`."""
    text = text.strip()
    if text.endswith(":"):  # a blank custom property; old browsers want the blank in it
        return f"{text} {end}"
    minify = minify_prelude if end == "{" else minify_declaration
    return PIECE.sub(lambda piece: piece[1] or minify(piece[2]), text) + end


def minify_prelude(text):
    """Return part of a selector or at-rule without needless blanks."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([,>~+]) ?", r"\1", text)
    return re.sub(r"(\w): ", r"\1:", text)  # only @media has one there, and does not need it


def minify_declaration(text):
    """Return part of a declaration without needless blanks and letters."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([,/*!]) ?|(:) ", r"\1\2", text)
    text = re.sub(r"\btransparent\b", "#0000", text)  # which browsers of 2018 know
    return text.replace(") var(", ")var(")


def minify_js(source):
    """Return a script without comment lines, blank lines and indentation; other lines stay."""
    lines = SCRIPT_COMMENT.sub("", source).splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())
