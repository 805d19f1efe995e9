"""The layout of templates: what of it is dropped, what is kept, and when."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import TextNode

from kclub.template_loader import without_layout


@pytest.fixture
def load(tmp_path):
    """`load(source, debug=False)`: the template of that source, as the site loads it."""

    def load(source, name="page.html", debug=False):
        (tmp_path / name).write_text(source)
        loaders = [
            ("django.template.loaders.cached.Loader", ["kclub.template_loader.Loader"]),
        ]
        libraries = {"i18n": "django.templatetags.i18n"}
        engine = Engine([tmp_path], loaders=loaders, debug=debug, libraries=libraries)
        return engine.get_template(name)

    return load


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        # Beside an HTML tag
        ("<ul>\n  <li>\n    하나\n  </li>\n</ul>\n", "<ul><li>하나</li></ul>"),
        ("<p>\n  {{ club }}\n</p>", "<p>{{ club }}</p>"),
        ("하나\n  <b>둘</b>\n  셋", "하나<b>둘</b>셋"),
        ("<b>하나</b>\n<p>둘</p>", "<b>하나</b><p>둘</p>"),
        ("<!doctype html>\n<html>", "<!doctype html><html>"),
        ("<br/>\n하나", "<br/>하나"),
        # Between links, buttons and spans
        ("<a>하나</a>\n<a>둘</a>\n<i>셋</i>", "<a>하나</a> <a>둘</a><i>셋</i>"),
        ("<b>하나</b>\n<span>둘</span>", "<b>하나</b> <span>둘</span>"),
        ("<a>하나</a>\n\n<button>\n둘\n</button>", "<a>하나</a> <button>둘</button>"),
        (
            "{% if a %}\n<a>하나</a>\n{% endif %}\n<a>둘</a>",
            "{% if a %}<a>하나</a>{% endif %} <a>둘</a>",
        ),
        ("<a>하나</a>\n와\n<a>둘</a>", "<a>하나</a>와<a>둘</a>"),
        # Beside a template tag
        ("{% if club %}\n  하나\n{% endif %}\n둘", "{% if club %}하나{% endif %}둘"),
        ("{{ club }}\n{% icon 'x' %}\n{{ club }}", "{{ club }}{% icon 'x' %}{{ club }}"),
        ('{% if a > b and c == "<" %}\n하나', '{% if a > b and c == "<" %}하나'),
        # Within text
        ("<p>하나\n    둘</p>", "<p>하나 둘</p>"),
        ("{{ club }}\n\n  {{ room }}\n님", "{{ club }} {{ room }} 님"),
        ("하나 <\n 둘 >\n 셋", "하나 < 둘 > 셋"),
        ("그는 '\n하나\n'", "그는 ' 하나 '"),
        # Within an HTML tag
        ('<a class="btn"\n   href="/"\n>', '<a class="btn" href="/">'),
        ('<input\n  name="a"\n/>\n하나', '<input name="a"/>하나'),
        (
            '<p class="a\n  b\n  {% if c %} c{% endif %}">',
            '<p class="a b {% if c %} c{% endif %}">',
        ),
        ("<p{% if a %}\n  hidden{% endif %}\n  id='a'>", "<p{% if a %} hidden{% endif %} id='a'>"),
        ('<p title="\'>\n">\n  하나', '<p title="\'> ">하나'),
        ('<p title="{{ a|default:"" }}"\n>\n하나', '<p title="{{ a|default:"" }}">하나'),
        # On one line
        ("<b>하나</b> <i>둘</i>  셋", "<b>하나</b> <i>둘</i>  셋"),
        ("{% if a %} {% endif %}\t{{ b }}", "{% if a %} {% endif %}\t{{ b }}"),
        ('<b>하나</b>{{ " " }}\n<i>둘</i>', '<b>하나</b>{{ " " }}<i>둘</i>'),
        # Comments of templates are layout
        ("<p>\n  {# Why #}\n  하나</p>", "<p>하나</p>"),
        ("하나\n{# <p> #}\n둘", "하나 둘"),
        ("<p>\n{% comment 'a' %}\n<p> {{ a\n{% endcomment %}\n</p>", "<p></p>"),
        ("<p {# a #} id='a'>{# b #}하나", "<p {# a #} id='a'>{# b #}하나"),
    ],
)
def test_a_line_break_is_nothing_beside_a_tag_and_one_blank_elsewhere(source, kept):
    assert without_layout(source) == kept


@pytest.mark.parametrize(
    "kept",
    [
        "<pre class='a'>\n  {{ a }}\n  <b>하나</b>\n</pre>",
        "<textarea>\n{{ a }}\n</textarea>",
        "<script>\n  a < b;\n</script>",
        "<STYLE nonce='{{ a }}'>\n.a {\n}\n</STYLE>",
        "<!--\n하나\n-->",
        "{% blocktranslate trimmed %}\n  <b>하나</b>\n{% plural %}\n  둘\n{% endblocktranslate %}",
        "{% blocktrans %}\n하나\n{% endblocktrans %}",
        "{% verbatim %}\n  <p>\n{% if %}\n{% endverbatim %}",
    ],
)
def test_a_line_break_is_kept_where_it_counts(kept):
    assert without_layout(kept) == kept
    assert without_layout(f"<div>\n  {kept}\n</div>\n") == f"<div>{kept}</div>"


def test_what_closes_at_once_keeps_nothing():
    source = "<script src='a.js'></script>\n<p>\n</p>"
    assert without_layout(source) == "<script src='a.js'></script><p></p>"


PAGE = """{% load i18n %}
<ul
  class="a"
>
  {% for n in numbers %}
    {% partialdef line inline %}
      <li>
        {{ n }}
        번
      </li>
    {% endpartialdef %}
  {% endfor %}
</ul>
{# The end #}
{{ missing.upper }}
"""


@pytest.mark.parametrize("debug", [False, True])
def test_the_page_is_the_same_while_debugging(load, debug):
    page = load(PAGE, debug=debug)
    html = page.render(Context({"numbers": [1, 2]}))
    assert html == '<ul class="a"><li>1 번</li><li>2 번</li></ul>'


def test_parts_of_a_page_have_no_layout_either(load):
    template = load(PAGE)
    part = template.engine.get_template("page.html#line")
    assert part.render(Context({"n": 3})) == "<li>3 번</li>"


def test_layout_is_dropped_once_and_not_per_render(load):
    template = load("<p>\n  {{ a }}\n</p>\n")
    assert [node.s for node in template.nodelist if isinstance(node, TextNode)] == ["<p>", "</p>"]
    assert template.engine.get_template("page.html") is template


@pytest.mark.parametrize("start", ["", "{# The page #}\n\n"])
def test_an_error_is_reported_on_the_line_of_the_file(load, start):
    source = start + "<p\n  class='a'>\n  하나\n  둘\n  {% nothing %}\n</p>\n"
    with pytest.raises(TemplateSyntaxError) as error:
        load(source, debug=True)
    assert error.value.template_debug["line"] == source[: source.index("nothing")].count("\n") + 1


def test_a_page_may_begin_with_a_comment_before_what_it_extends(load):
    load("<b>\n{% block a %}{% endblock %}\n</b>", name="base.html")
    page = load(
        "{# The page #}\n{% extends 'base.html' %}\n{% block a %}하나{% endblock %}", debug=True
    )
    assert page.render(Context()) == "<b>하나</b>"


def test_only_html_has_layout(load):
    assert (
        load("하나\n{% if 1 %}\n둘\n{% endif %}", name="mail.txt").render(Context())
        == "하나\n\n둘\n"
    )
