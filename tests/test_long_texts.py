"""Texts that are too long: nothing is cut, the form comes back whole with a sentence."""

import re
from html import unescape

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from tests.places import PLACES
from tests.sources import ROOT, tracked

pytestmark = pytest.mark.django_db
WRITTEN = {  # address: (its place, who writes there, the field, its limit)
    "accounts:profile-edit": ("person", "student", {"bio": 500, "display_name": 50}),
    "clubs:club-edit": (
        "club",
        "president",
        {
            "description": 5000, "summary": 60, "tags": 80, "place": 40, "meets": 60, "fee": 40,
        },
    ),
    "clubs:club-new": ("club", "stranger", {"description": 5000, "summary": 60, "name": 40}),
    "clubs:join": ("club", "stranger", {"message": 500}),
    "clubs:ban": ("club", "officer", {"reason": 500}),
    "clubs:member-remove": ("club", "officer", {"reason": 500}),
    "clubs:case-decide": ("club", "officer", {"note": 300}),
    "clubs:application-manage": ("club", "officer", {"note": 500}),
    "clubs:questions": ("club", "officer", {"text": 200, "choices": 300}),
    "clubs:post-new": ("board", "member", {"title": 100, "body": 5000, "alts": 1005}),
    "clubs:post-edit": ("board", "author", {"title": 100, "body": 5000, "alts": 1005}),
    "clubs:post-report": ("board", "member", {"note": 300}),
    "clubs:comments": ("board", "member", {"text": 1000}),
    "clubs:event-new": ("board", "officer", {"title": 60, "place": 60, "body": 2000}),
    "rooms:messages": ("room", "occupant", {"text": 4000, "alt": 200}),
    "rooms:live-composer": ("room", "occupant", {"text": 4000}),
    "rooms:room-new": ("room", "stranger", {"name": 30, "about": 60}),
    "rooms:settings": ("room", "owner", {"name": 30, "about": 60}),
    "rooms:ban": ("room", "owner", {"reason": 200}),
    "rooms:message-report": ("room", "owner", {"note": 300}),
    "union:club-return": ("union", "union", {"reason": 500}),
    "union:club": ("union", "union", {"reason": 500}),
    "union:recovery-new": ("union", "union", {"how": 300}),
    "union:replacement-new": ("union", "union", {"reason": 500}),
    "union:claim-decline": ("union", "union", {"reason": 500}),
    "union:person": ("union", "union", {"reason": 300}),
    "union:case": ("union", "union", {"reason": 300}),
    "union:case-decide": ("union", "union", {"note": 300}),
    "union:categories": ("union", "union", {"name": 20, "name_en": 30}),
    "union:category": ("union", "union", {"name": 20}),
    "union:banned-words": ("union", "union", {"word": 20}),
}  # fmt: skip

FIELDS = [
    (name, field, most)
    for name, (_, _, fields) in WRITTEN.items()
    for field, most in fields.items()
]


@pytest.mark.parametrize(("name", "field", "most"), FIELDS)
def test_what_is_too_long_comes_back_whole_with_a_sentence(name, field, most):
    text = "넘쳐요 " * (most // 4) + "!" * (most % 4 + 1)
    response = send(name, {field: text})
    assert response.status_code in (409, 422)
    page = unescape(response.text)
    assert text in page
    assert f"{most}자까지" in page.replace(",", "")
    assert "aria-invalid" in page


@pytest.mark.parametrize(
    ("name", "field", "most"), [("rooms:messages", "text", 4000), ("clubs:comments", "text", 1000)]
)
def test_an_emoji_and_a_line_break_are_one_letter_each(name, field, most):
    text = "\r\n".join(["📷"] * (most // 2)) + "!"
    assert send(name, {field: text}).status_code == 303
    assert send(name, {field: text + "!"}).status_code == 422


@pytest.mark.parametrize("name", WRITTEN)
def test_after_a_log_in_in_another_tab_it_comes_back_with_a_fresh_token(name):
    written = dict.fromkeys(WRITTEN[name][2], "오래 쓴 글")
    client = Client(enforce_csrf_checks=True)
    stale = {"csrfmiddlewaretoken": "x" * 64}
    page = send(name, written | stale, client, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"  # the live room has its box in a frame
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.text.count("오래 쓴 글</textarea>") == len(written)
    main = page.text.partition("<main")[2].partition("</main>")[0]
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', main)
    action = unescape(re.search(r'<form method="post" action="([^"]+)"', main)[1])
    again = client.post(action, written | {"csrfmiddlewaretoken": token})
    assert "페이지가 오래됐어요" not in again.text


def send(name, changes, client=None, **more):
    """Send the form of an address, with the changes, as somebody who may. Returns the response."""
    section, role, _fields = WRITTEN[name]
    place, client = PLACES[section](), client or Client()
    name = name.removeprefix(f"{place.namespace}:")
    client.force_login(getattr(place, role))
    url = reverse(place.address_of(name), kwargs=place.arguments(name))
    return client.post(url, place.form(name) | changes, **more)


def test_no_browser_cuts_what_is_pasted():
    """No field of a form or template has the attribute; `data-most` is for the counter alone."""
    templates = [ROOT / path for path in tracked() if path.parts[0] == "templates"]
    told = {str(path): path.read_text() for path in templates if path.name != "attrs.html"}
    assert [path for path, text in told.items() if "maxlength" in text] == []
    long, short = (
        forms.CharField(max_length=5000, widget=forms.Textarea),
        forms.CharField(max_length=9),
    )
    for field in [long, short]:
        html = type("Form", (forms.Form,), {"text": field})()["text"].as_widget()
        assert f' data-most="{field.max_length}"' in html
        assert "maxlength" not in html
