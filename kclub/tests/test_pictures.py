"""Icons, circles and squares."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from kclub.components.pictures import short_name

STATIC = Path(settings.BASE_DIR) / "static"


def draw(source, **context):
    return Template("{% load kclub %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "short"),
    [("이서연", "서연"), ("서연", "서연"), ("민", "민"), ("Seoyeon Lee", "SL"), ("Tomás Novák", "TN"), ("seo", "se"),
     ("이 서연", "서연"), ("🎸김 록커", "록커")],
)  # fmt: skip
def test_a_circle_holds_the_end_of_a_name(name, short):
    assert short_name(name) == short


def test_icons_come_from_the_sprite_and_are_silent():
    html = draw('{% icon "bell" "on" %}')
    assert 'class="i on"' in html
    assert 'aria-hidden="true"' in html
    assert '<symbol id="bell"' in (STATIC / "icons.svg").read_text()


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (STATIC / "icons.svg").read_text()
    drawn = {
        name
        for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for name in re.findall(r"{% icon ['\"]([\w-]+)", page.read_text())
    }
    assert drawn
    assert not {name for name in drawn if f'<symbol id="{name}"' not in sprite}
