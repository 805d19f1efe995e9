"""The offline page, the worker that keeps it, and what a device asks for to install the site."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from tests.factories import make_user

MODERN = {  # what Chromium 67 does not parse
    "optional chaining": r"\?\.[a-z[(]",
    "nullish coalescing": r"\?\?",
    "catch without a name": r"\bcatch\s*\{",
    "a private or static field": r"^\s*(#\w+|static \w+ =)",
    "a number with underscores": r"\d_\d",
}


def worker(client, **look):
    return client.get(reverse("service-worker"), look)


def kept(client, **look):
    return json.loads(re.search(r"= (\{.*\});", worker(client, **look).text)[1])


@pytest.mark.django_db
def test_the_worker_serves_the_whole_site_and_is_asked_for_anew(client):
    answer = worker(client)
    assert reverse("service-worker") == "/service-worker.js"  # its scope is its folder
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_the_worker_parses_in_browsers_since_2018(client):
    text = worker(client).text
    assert {name for name, pattern in MODERN.items() if re.search(pattern, text, re.M)} == set()


def test_the_worker_keeps_the_page_of_a_language_with_all_it_needs(client):
    files = kept(client, language="en")["files"]
    assert {Path(file).name for file in files} == {
        *("kclub.css", "kclub.js", "icons.svg", "favicon.svg"),
    }
    page = client.get(kept(client, language="en")["page"])
    assert '<html lang="en"' in page.text
    assert "You have no connection" in page.text
    assert page.headers["Content-Language"] == "en"
    assert set(re.findall(r'"(/static/[^"#]+\.(?:css|js|svg))', page.text)) == set(files)


def test_a_language_or_theme_nobody_has_is_that_of_every_visitor(client):
    page = kept(client, language="de", theme='"><script>')["page"]
    assert page == "/offline/?language=ko&theme="
    assert 'data-theme="dark"' in client.get("/offline/?theme=dark").text
    assert "data-theme" not in client.get("/offline/?theme=x").text


def test_another_page_makes_another_worker(client):
    looks = [{}, {"language": "en"}, {"theme": "dark"}, {"theme": "light"}]
    assert len({kept(client, **look)["version"] for look in looks}) == len(looks)
    assert kept(client, theme="dark") == kept(client, theme="dark")


@pytest.mark.django_db
def test_the_page_is_the_same_for_everybody_and_has_no_form(client):
    guest = client.get("/offline/").text
    client.force_login(make_user("이서연"))
    answer = client.get("/offline/")
    assert answer.text == guest
    assert "<form" not in guest
    assert "csrf" not in guest
    assert not answer.cookies


def test_the_manifest_has_icons_for_every_launcher():
    manifest = json.loads((settings.BASE_DIR / "static/site.webmanifest").read_text())
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/", "/")
    assert "동아리" in manifest["name"]
    pictures = {}
    for icon in manifest["icons"]:
        path = finders.find(icon["src"])
        assert path, icon
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert icon["sizes"] == "{}x{}".format(*picture.size)
                pictures[icon["purpose"], picture.width] = picture.convert("RGBA")
    assert pictures.keys() == {
        *(("any", 192), ("any", 512), ("maskable", 192), ("maskable", 512)),
    }
    for (purpose, width), picture in pictures.items():
        if purpose == "maskable":
            assert is_plain_outside_its_middle(picture, width), width


def is_plain_outside_its_middle(picture, width):
    """Whether nothing is drawn where a launcher may cut: outside a circle of 40% of the width."""
    ground = picture.getpixel((0, 0))
    middle = (width - 1) / 2
    outside = (
        picture.getpixel((x, y))
        for x in range(width)
        for y in range(width)
        if (x - middle) ** 2 + (y - middle) ** 2 > (0.4 * width) ** 2
    )
    return ground[3] == 255 and all(
        max(abs(a - b) for a, b in zip(pixel, ground, strict=True)) < 12 for pixel in outside
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("theme", "colours"),
    [("", ["#f4f8f3", "#111410"]), ("light", ["#f4f8f3"]), ("dark", ["#111410"])],
)
def test_the_browser_is_told_the_colour_of_the_theme(client, theme, colours):
    client.cookies["theme"] = theme
    told = re.findall(r'<meta name="theme-color" content="([^"]+)"( media)?', client.get("/").text)
    assert [colour for colour, _media in told] == colours
    assert all(bool(media) == (not theme) for _colour, media in told)
