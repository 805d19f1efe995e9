"""What browsers since 2018 would not understand in a style sheet, where nothing older is said first."""

import re
from typing import NamedTuple

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"([^{};]*)([{};])")

# A browser that does not know one of these drops what it stands in.
AT_RULES = re.compile(r"@(layer|container|scope|property|starting-style)\b|@media[^{]*[<>]")
SELECTORS = re.compile(r":is\(|:where\(|:not\([^()]*,|&")
PROPERTIES = re.compile(
    r"inset(-.*)?|(margin|padding|border)-(inline|block)(-.*)?|(inline|block)-size|"
    r"translate|rotate|scale|container(-.*)?"
)
VALUES = re.compile(
    r"\b(oklch|oklab|lch|lab|color|color-mix|light-dark|round|mod)\(|\b(rgb|hsl)a?\([^,()]*\)"
)

# These may stand alone in their rule, or after another value of the same property.
LATE_SELECTORS = re.compile(
    r":has\(|:focus-visible|::file-selector-button|:user-(in)?valid|:modal|:popover-open|::marker"
)
LATE_VALUES = re.compile(r"\b(min|max|clamp|env)\(|\d[dsl]v[hw]\b|\banywhere\b|\bmin-content\b")


class Rule(NamedTuple):
    around: tuple[str, ...]  # the at-rules it stands in
    selectors: list[str]
    declarations: list[tuple[str, str]]


def rules_of(text):
    """Return the rules of a style sheet. A rule within a rule has its selector in `around`."""
    rules, around, declarations = [], [], []
    for chunk, end in TOKEN.findall(COMMENT.sub("", text)):
        words = " ".join(chunk.split())
        if end == "{":
            around.append(words)
            declarations.append([])
            continue
        if words and declarations:
            name, _colon, value = words.partition(":")
            declarations[-1].append((name, value.strip()))
        if end == "}":
            selectors = re.split(r",\s*(?![^()]*\))", around.pop())
            if found := declarations.pop():
                rules.append(Rule(tuple(around), selectors, found))
    return rules


def misunderstood(text, fallbacks=""):
    """Return what an old browser would not understand in the sheet, one line each.

    `fallbacks` is the sheet that gives the items of a flexbox margins where there is no gap.
    """
    rules = rules_of(text)
    squared = {one for rule in rules if asks_for_shape(rule) for one in rule.selectors}
    with_margins = [one for rule in rules_of(fallbacks) for one in rule.selectors]
    return [
        f"{', '.join(rule.selectors)}: {complaint}"
        for rule in rules
        for complaint in [
            *complaints_of_selectors(rule),
            *complaints_of_values(rule),
            *complaints_of_layout(rule, squared, with_margins),
        ]
    ]


def asks_for_shape(rule):
    return "@supports not (aspect-ratio: 1)" in rule.around


def complaints_of_selectors(rule):
    if any(AT_RULES.search(one) for one in rule.around):
        yield "an at-rule"
    if any(not one.startswith("@") for one in rule.around):
        yield "a rule within a rule"
    late = [bool(LATE_SELECTORS.search(one)) for one in rule.selectors]
    if any(SELECTORS.search(one) for one in rule.selectors) or any(late) != all(late):
        yield "a selector that takes others of its list along"


def complaints_of_values(rule):
    said = set()
    for name, value in rule.declarations:
        if PROPERTIES.fullmatch(name) or VALUES.search(value):
            yield f"{name}: {value}"
        elif not LATE_VALUES.search(value):
            said.add(name)
        elif name not in said and not any(one.startswith("@supports") for one in rule.around):
            yield f"nothing before {name}: {value}"


def complaints_of_layout(rule, squared, with_margins):
    declared = dict(rule.declarations)
    if "mask" in declared and "-webkit-mask" not in declared:
        yield "mask without -webkit-mask"
    if "aspect-ratio" in declared and not squared.issuperset(rule.selectors):
        yield "aspect-ratio without a height where it is not known"
    if declared.get("display") in {"flex", "inline-flex"} and declared.get("gap", "0") != "0":
        for one in rule.selectors:
            if not any(other.startswith(one) for other in with_margins):
                yield f"gap without margins for {one} in fallbacks.css"
