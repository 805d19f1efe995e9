"""The house in order: sizes of files and functions, one noun in one place, readable templates."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.sources import (
    APPS,
    ROOT,
    app_modules,
    is_test,
    lines_of,
    python_of,
    text_of,
    tracked,
    tree_of,
)
from tests.style_sheets import misunderstood

MAX_TEMPLATE_COLUMNS = 120
MAX_SCRIPT_LINES = 150
MIN_TESTS_PER_APP_LINE = 1.2
UNCOUNTED = ("kclub/live", "tests/live", "demo", "bench")  # in the share of tests

NOUNS = {  # of each slice, in the singular
    "clubs/audit_log": {"audit_log", "entry"},
    "clubs/board": {"post", "must_read", "comment", "like", "picture", "poll", "noticeboard"},
    "clubs/certificates": {"certificate"},
    "clubs/dashboard": {"dashboard", "todo"},
    "clubs/directory": {"club", "category", "search", "channel"},
    "clubs/events": {"attendance", "calendar", "event", "rsvp"},
    "clubs/bylaws": {"bylaws"},
    "clubs/dues": {"dues"},
    "clubs/home": {"home", "guest", "event", "todo", "term"},
    "clubs/imports": {
        "club_import",
        "invitation",
        "club_invitation",
        "member_invitation",
        "line",
    },
    "clubs/marks": {"mark"},
    "clubs/moderation": {"report", "case", "evidence", "banned_word"},
    "clubs/notices": {"notice", "audience"},
    "clubs/places": {"place", "booking", "slot"},
    "clubs/polls": {"poll", "vote"},
    "clubs/questions": {"inquiry", "answer", "faq"},
    "clubs/term": {"term", "window", "confirmation", "enrolment", "roster"},
    "clubs/people": {
        *{"membership", "member", "person", "people", "ban", "invite"},
        *{"presidency", "offer", "claim", "candidate", "channel"},
    },
    "clubs/recruiting": {
        *{"application", "answer", "draft", "status_change", "decision"},
        *{"question", "questionnaire", "recruiting"},
    },
    "clubs/registration": {
        *{"extension", "registered_club", "registration", "rules", "submission"},
        *{"agenda", "appeal", "consent", "decision", "paper", "reopening", "resolution", "vote"},
    },
    "clubs/reports": {"activity_report"},
    "clubs/syndication": {"feed", "sitemap"},
    "clubs/union": {
        *{"union", "dashboard", "club", "category", "school_domain", "banned_word", "case"},
        *{"person", "people", "claim", "power", "proposal", "recovery", "replacement"},
        *{"overdue_application", "todo"},
        *{"mail", "notice", "term", "department"},
    },
    "rooms/direct": {"direct"},
    "rooms/directory": {
        *{"room", "directory", "entry", "invite", "occupant", "presence", "message"},
    },
    "rooms/helper": {"helper"},
    "rooms/live_page": {"live", "message"},
    "rooms/messages": {
        *{"message", "room", "picture", "file", "reaction", "mention", "quote", "reply"},
        *{"composer", "pagination", "poll", "read_mark", "search", "stream", "typing"},
    },
    "rooms/moderation": {"ban", "mute", "report", "settings", "occupant", "moderation", "room"},
}
GLOSSARY = ROOT / "docs/glossary.md"

# Sizes -----------------------------------------------------------------------------------


def test_modules_are_short():
    sizes = {path: len(lines_of(path)) for path in app_modules()}
    assert_sizes(sizes, half=60, nine_of_ten=160)


def test_functions_are_short():
    sizes = {
        f"{path}:{function.lineno} {function.name}": lines_of_body(function)
        for path in app_modules()
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert_sizes(sizes, half=5, nine_of_ten=15)


def assert_sizes(sizes, half, nine_of_ten):
    """Assert that half of the sizes, and nine of ten, are at most so many lines."""
    ordered = sorted(sizes.values())
    longest = sorted(sizes, key=sizes.get, reverse=True)[: len(sizes) // 10]
    told = "\n".join(f"{sizes[name]:4} {name}" for name in longest)
    assert ordered[len(ordered) // 2] <= half, told
    assert ordered[len(ordered) * 9 // 10] <= nine_of_ten, told


def lines_of_body(function):
    """The lines of a function without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_scripts_are_short():
    scripts = [path for path in tracked() if path.suffix == ".js" and "vendor" not in path.parts]
    long = {str(path): len(lines_of(path)) for path in scripts}
    assert {path: n for path, n in long.items() if n > MAX_SCRIPT_LINES} == {}


def test_browsers_since_2018_understand_every_style_sheet():
    fallbacks = text_of(Path("static/css/fallbacks.css"))
    sheets = [path for path in tracked() if path.match("static/css/*.css")]
    wrong = {path.name: misunderstood(text_of(path), fallbacks) for path in sheets}
    assert {name: lines for name, lines in wrong.items() if lines} == {}


def test_what_is_for_browsers_without_scripts_is_there_when_scripts_fail_too():
    templates = [path for path in tracked() if path.match("templates/**/*.html")]
    assert [path for path in templates if "<noscript" in text_of(path)] == []


def test_the_tests_are_longer_than_what_they_test():
    counted = [p for p in python_of(*APPS, "tests") if not str(p).startswith(UNCOUNTED)]
    lines = {True: 0, False: 0}
    for path in counted:
        lines[is_test(path)] += sum(bool(line.strip()) for line in lines_of(path))
    assert lines[True] / lines[False] >= MIN_TESTS_PER_APP_LINE


# Templates -------------------------------------------------------------------------------


def templates():
    return [path for path in tracked() if path.parts[0] == "templates" and path.suffix == ".html"]


def test_no_line_of_a_template_is_long():
    long = [
        f"{path}:{number}: {len(line)}"
        for path in templates()
        for number, line in enumerate(lines_of(path), 1)
        if len(line) > MAX_TEMPLATE_COLUMNS
    ]
    assert not long, "\n".join(long)


# One noun, one place ---------------------------------------------------------------------


def named_files(slice):
    """Paths of the views, forms, tests and templates of a slice, each named by what it is about."""
    folders = {Path(slice, kind) for kind in ("views", "forms", "tests")}
    modules = [p for p in python_of(*APPS) if p.parent in folders and p.stem != "__init__"]
    return [*modules, *(p for p in templates() if p.parent == Path("templates", slice))]


@pytest.mark.parametrize("slice", NOUNS)
def test_each_file_of_a_slice_begins_with_a_noun_of_it(slice):
    others = [str(path) for path in named_files(slice) if not is_named_for(path, NOUNS[slice])]
    assert not others, "\n".join(others)


def is_named_for(path, nouns):
    """Whether the name begins with one of the nouns; a partial may have an adjective before it."""
    name = path.stem.removeprefix("test_").removeprefix("_")
    if name in ("base", "conftest") or any(is_about(name, noun) for noun in nouns):
        return True
    is_partial = path.stem.startswith("_")
    return is_partial and any(is_about(name.rpartition("_")[2], noun) for noun in nouns)


def is_about(name, noun):
    """Whether `name` is the noun or starts with it, in the singular or the plural."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}e?s"
    return re.match(rf"({noun}|{plural})(_|$)", name) is not None


@pytest.mark.parametrize("slice", NOUNS)
def test_each_noun_is_a_model_or_a_module_there_or_in_the_glossary(slice):
    known = {path.stem for path in python_of(*APPS) if str(path).startswith(f"{slice}/")}
    known |= {snake_case(model.__name__) for model in models_of(slice)} | {Path(slice).name}
    unknown = {noun for noun in NOUNS[slice] if not any(is_about(name, noun) for name in known)}
    terms = glossary_terms()
    assert [noun for noun in unknown if noun not in terms] == []


def test_every_slice_has_its_nouns():
    slices = {"/".join(p.parts[:2]) for p in python_of("clubs", "rooms") if "views" in str(p)}
    assert slices <= set(NOUNS)


def glossary_terms():
    """What the glossary calls things in code, as one text of snake_case words."""
    rows = [row.split("|") for row in GLOSSARY.read_text().splitlines() if row.startswith("|")]
    return "\n".join(snake_case(row[2]).replace(" ", "_") for row in rows)


def models_of(slice):
    dotted = slice.replace("/", ".")
    return [model for model in apps.get_models() if model.__module__.startswith(f"{dotted}.")]


def snake_case(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def test_no_app_imports_what_another_keeps_to_itself():
    found = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path in app_modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and node.module.split(".")[0] in set(APPS) - {path.parts[0]}
        and any(part.startswith("_") for part in [*node.module.split("."), *names_in(node)])
    ]
    assert not found, "\n".join(found)


def names_in(node):
    return [alias.name for alias in node.names]
