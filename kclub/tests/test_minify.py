import pytest

from kclub.minify import minify_css, minify_js


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* Why */\n.a,\n.b {\n  color: red;\n  gap: 1rem;\n}\n", ".a,.b{color:red;gap:1rem}"),
        (".a > b + i ~ u :is(p, q) {\n}", ".a>b+i~u :is(p,q){}"),
        (".a * b:hover ::before {\n}", ".a * b:hover ::before{}"),
        (
            "@media (min-width: 60rem) {\n  .a {\n    b: c;\n  }\n}",
            "@media (min-width:60rem){.a{b:c}}",
        ),
        ("@import a, b;\n@media a {\n}", "@import a,b;@media a{}"),
        ("@supports not (color: red) {\n}", "@supports not (color:red){}"),
        (".a {\n  --L: ;\n  --D: ;\n}", ".a{--L: ;--D: }"),
        (".a {\n  b: var(--L, .9) var(--D, .1) 2px;\n}", ".a{b:var(--L,.9)var(--D,.1) 2px}"),
        (".a {\n  b: linear-gradient(transparent, red);\n}", ".a{b:linear-gradient(#0000,red)}"),
        (".a {\n  b: calc(1px + 2px * -1) / .5;\n}", ".a{b:calc(1px + 2px*-1)/.5}"),
        (".a {\n  b:\n    1px solid,\n    2px !important;\n}", ".a{b:1px solid,2px!important}"),
        ("""a[b="c  > d"] {\n  e: " , /* f */ ";\n}""", """a[b="c  > d"]{e:" , /* f */ "}"""),
    ],
)
def test_a_sheet_is_sent_without_what_only_people_need(written, sent):
    assert minify_css(written) == sent


def test_what_is_sent_already_stays_as_it_is():
    sent = "@media a{.b>c{--L: ;d:var(--L,1)var(--D,2)}}"
    assert minify_css(sent) == sent


def test_a_script_keeps_its_lines_and_the_strings_in_them():
    written = """/* What this is for,
   in two lines. */
{
  // Why
  const address = "https://kclub.example/"; // kept: only whole lines are comments for certain

  send(`/* ${address} */`);
}
"""
    assert minify_js(written) == (
        "{\n"
        'const address = "https://kclub.example/"; // kept: only whole lines are comments for certain\n'
        "send(`/* ${address} */`);\n"
        "}\n"
    )
