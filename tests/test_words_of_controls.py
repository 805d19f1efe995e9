"""Links and buttons have words of their own: text browsers show nothing else."""

import re

import pytest

from tests.sources import text_of, tracked

TEMPLATES = [path for path in tracked() if path.suffix == ".html" and path.parts[0] == "templates"]
CONTROL = re.compile(
    r"<(a|button|summary)\b((?:\{%.*?%\}|\{\{.*?\}\}|[^>])*)>(.*?)</\1>", re.DOTALL
)
PICTURE = re.compile(
    r"""
      \{%[ ](?:icon|emblem|avatar)\b.*?%\}
    | <svg\b.*?</svg>
    | <(\w+)\b[^>]*aria-hidden="true"[^>]*>.*?</\1>
    """,
    re.VERBOSE | re.DOTALL,
)
MARKUP = re.compile(
    r"\{#.*?#\}|\{% (?!translate|blocktranslate|include|block|partial|slot|\w+_mark|\w+_label|\w+_time).*?%\}"
    r"|<(?!img\b)[^>]*>",
    re.DOTALL,
)


def silent_controls(template):
    """Return the tags of links and buttons with no words in them, or with words nobody sees."""
    for _element, attributes, content in CONTROL.findall(template):
        words = MARKUP.sub("", PICTURE.sub("", content)).strip()
        if not words or "aria-label=" in attributes:
            yield f"<{attributes.strip()}> {content.strip()}"


@pytest.mark.parametrize(
    "silent",
    [
        '<a href="/x">{% icon "x" %}</a>',
        '<button aria-label="닫기">{% icon "x" %}</button>',
        '<button aria-label="다른 말">닫기</button>',
        '<a href="{% if a > b %}/x{% endif %}">{% avatar user %}</a>',
        '<button><svg><path d="M0"/></svg></button>',
    ],
)
def test_a_control_without_words_is_found(silent):
    assert list(silent_controls(silent))


@pytest.mark.parametrize(
    "told",
    [
        '<a href="/x">{% icon "x" %}<span class="vh">{% translate "닫기" %}</span></a>',
        "<button>{{ number }}</button>",
        '<a href="/x"><img src="/p" alt="바다"></a>',
    ],
)
def test_a_control_with_words_is_fine(told):
    assert not list(silent_controls(told))


def test_every_control_has_words():
    silent = {
        str(path): found for path in TEMPLATES if (found := [*silent_controls(text_of(path))])
    }
    assert not silent
