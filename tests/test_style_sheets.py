"""The reader of style sheets finds what old browsers would not understand."""

import pytest

from tests.style_sheets import misunderstood


@pytest.mark.parametrize(
    "sheet",
    [
        "@layer base { .a { color: red; } }",
        "@media (width >= 60rem) { .a { color: red; } }",
        ".a { .b { color: red; } }",
        ":is(.a, .b) p { color: red; }",
        ".a:not(.b, .c) { color: red; }",
        ".a:has(.b), .c { color: red; }",
        ".a { inset: 0; }",
        ".a { padding-inline: 1rem; }",
        ".a { color: oklch(.5 .1 200); }",
        ".a { color: rgb(0 0 0 / .5); }",
        ".a { height: 100dvh; }",
        ".a { width: min(100%, 2rem); }",
        ".a { padding-bottom: env(safe-area-inset-bottom); }",
        ".a { mask: linear-gradient(red, blue); }",
        ".a { aspect-ratio: 1; }",
        ".a { display: flex; gap: 1rem; }",
    ],
)
def test_what_an_old_browser_would_drop_is_found(sheet):
    assert misunderstood(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "@media (min-width: 60rem) { .a, .b > p { color: rgba(0, 0, 0, .5); } }",
        ".a:not(.b):not(.c) { color: var(--ink); }",
        ".a:has(.b) { color: red; }",
        ".a { height: 100vh; height: 100dvh; }",
        "@supports (padding: env(safe-area-inset-bottom)) { .a { --b: env(safe-area-inset-bottom); } }",
        ".a { -webkit-mask: linear-gradient(red, blue); mask: linear-gradient(red, blue); }",
        ".a { aspect-ratio: 1; } @supports not (aspect-ratio: 1) { .a { height: 1rem; } }",
        ".a { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }",
    ],
)
def test_what_has_a_fallback_is_fine(sheet):
    assert misunderstood(sheet) == []


def test_a_gap_needs_margins_for_browsers_that_keep_none():
    sheet = ".a { display: flex; gap: 1rem; }"
    assert (
        misunderstood(sheet, "@supports not (inset: 0) { .a > * + * { margin-left: 1rem; } }") == []
    )
