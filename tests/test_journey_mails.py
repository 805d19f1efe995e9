"""Every mail as its reader sees it, in Korean and English, light and dark, on a phone and a desk.

`RENEW_MAILS=true` keeps what they look like in `tests/mails/`, for looking at.
"""

import io
import logging
import os
import re
import sys
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from accounts import notification_kinds as kinds
from accounts.models import SchoolDomain
from accounts.notification_mails import MOST_IN_A_MAIL, notification_mail
from kclub.error_reports import ErrorMailHandler
from kclub.outbox.dead_addresses import DeadAddress
from tests.factories import PASSWORD, make_staff, make_user
from tests.page_faults import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PICTURES = Path(__file__).parent / "mails"
SITE = "https://club.saebom.example"
ADDRESS = "seoyeon.lee@saebom.example"
LONG = "가나다라마바사" * 11
MAX_BYTES = 20_000
WIDTHS = (390, 700)
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in WIDTHS]
NOT_OF_MAILS = {"landmark-one-main", "region"}  # the frame around a mail is its reader's
REMOTE = re.compile(r"<(img|link|script|iframe|object)\b|url\(|@import|srcset=|background=", re.I)


@pytest.fixture(autouse=True, scope="module")
def database_beside_browser(django_db_setup):
    """The database may be asked in the thread of Playwright, which has an event loop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(autouse=True)
def site(settings):
    """A school with an address."""
    settings.SITE_URL = SITE
    settings.CONTACT_EMAIL = "union@saebom.example"
    SchoolDomain.objects.create(name="saebom.example")


def ask(path, language, **form):
    Client(headers={"accept-language": language}).post(path, form)


def sign_up(language):
    form = {"email": ADDRESS, "display_name": "이서연", "password": PASSWORD}
    form |= {"agree_terms": "on", "agree_privacy": "on"}
    ask("/accounts/signup/", language, **form)


def student(language, **fields):
    return make_user("이서연", email=ADDRESS, locale=language, **fields)


def known(language):
    student(language)
    sign_up(language)


def reset(language):
    student(language)
    ask("/accounts/password/reset/", language, email=ADDRESS)


def unknown(language):
    ask("/accounts/password/reset/", language, email=ADDRESS)


def suspended(language):
    until = timezone.now() + timedelta(days=7)
    student(language).suspend(make_staff(), until, "홍보 글을 여러 게시판에 되풀이해서 올렸어요")
    ask("/accounts/password/reset/", language, email=ADDRESS)


def tried_again(language):
    user = student(language)
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    user.try_mail_again()


def notify(user, number, **params):
    told = {"by": "박봄이", "excerpt": "암실 열쇠는 제가 가져갈게요. 여섯 시에 만나요."} | params
    return user.notify(kinds.COMMENT, f"/clubs/필름로그/board/{number}/#c{number}", **told)


def send_about(user, notifications):
    with translation.override(user.locale):
        notification_mail(user, notifications).send()


def single(language):
    user = student(language)
    send_about(user, [notify(user, 1)])


def digest(language):
    user = student(language)
    told = [notify(user, 1), notify(user, 2, by="김하나", excerpt=LONG)]
    told.append(
        user.notify(kinds.NEW_EVENT, "/clubs/필름로그/events/1/", club="필름로그", excerpt="출사")
    )
    send_about(user, told)


def long_digest(language):
    user = student(language)
    send_about(user, [notify(user, n, excerpt=LONG) for n in range(MOST_IN_A_MAIL + 12)])


MAILS = {  # name: (what makes it, what its button's address has in it)
    "sign-up": (sign_up, "/accounts/confirm-email/"),
    "sign-up-known": (known, "/accounts/password/reset/"),
    "reset": (reset, "/accounts/password/reset/key/"),
    "reset-unknown": (unknown, "/accounts/signup/"),
    "reset-suspended": (suspended, None),
    "tried-again": (tried_again, f"{SITE}/me/notifications/"),
    "notification": (single, f"{SITE}/clubs/필름로그/board/1/#c1"),
    "digest": (digest, f"{SITE}/notifications/"),
    "long-digest": (long_digest, f"{SITE}/notifications/"),
}


def sent(name, language):
    """Return the mail as (subject, text, HTML)."""
    MAILS[name][0](language)
    (message,) = mail.outbox
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    text, html = (parsed.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return parsed["Subject"], text, html


WORDS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest('.button, .mark')) words.push(walker.currentNode.data);
  return words;
}"""
LINKS = "(links) => links.map((link) => decodeURI(link.href))"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_reads_well_wherever_it_is_read(chromium, name, language):
    subject, text, html = sent(name, language)
    assert len(html.encode()) <= MAX_BYTES
    assert not REMOTE.search(html)
    pictures, found = [], []
    page = chromium.new_page()
    page.set_content(html)
    for scheme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 500})
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {width}: {fault}" for fault in faults(page, "width", "structure")]
        if width == WIDTHS[0] and language == "ko":
            found += [f"{scheme}: {fault}" for fault in faults_for_axe(page)]
        pictures.append(page.screenshot(full_page=True))
    words = [" ".join(each.split()) for each in page.evaluate(WORDS)]
    links = page.eval_on_selector_all("a", LINKS)
    buttons = page.eval_on_selector_all(".button", LINKS)
    page.close()
    assert not found, "\n".join(found)
    assert [
        word for word in words if word not in f"K-Club · {subject} {' '.join(text.split())}"
    ] == []
    assert [link for link in links if link not in unquote(text)] == []
    leads_to = MAILS[name][1]
    assert [leads_to in button for button in buttons] == [True] * bool(leads_to)
    keep(pictures, f"{name}-{language}")


def faults_for_axe(page):
    """Yield what axe-core says of a mail that is shown, a line each."""
    for violation in Axe().run(page).response["violations"]:
        if violation["id"] not in NOT_OF_MAILS:
            yield f"{violation['id']} {[node['html'][:120] for node in violation['nodes'][:3]]}"


def keep(pictures, name):
    """Put the pictures of a mail beside each other into one file, if that is asked for."""
    if os.environ.get("RENEW_MAILS") != "true":
        return
    images = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    size = sum(image.width for image in images), min(1000, max(image.height for image in images))
    sheet, left = Image.new("RGB", size, "#808080"), 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width
    PICTURES.mkdir(exist_ok=True)
    sheet.quantize(24).save(PICTURES / f"{name}.png", optimize=True)


def test_each_mail_has_its_pictures_and_they_are_small():
    names = {f"{name}-{language}.png" for name in MAILS for language in ("ko", "en")}
    assert {file.name for file in PICTURES.iterdir()} == names
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < 1_000_000


def test_an_error_is_mailed_to_the_operator_as_plain_text(settings):
    settings.ADMINS = ["ops@saebom.example"]
    handler = ErrorMailHandler()
    try:
        raise ValueError("of the campus")
    except ValueError:
        information = sys.exc_info()
    record = {"msg": "Internal Server Error: /", "levelno": logging.ERROR, "levelname": "ERROR"}
    handler.handle(logging.makeLogRecord(record | {"name": "django", "exc_info": information}))
    handler.waiting.join()
    (message,) = mail.outbox
    assert "Internal Server Error: /" in message.subject
    assert "of the campus" in message.body
    assert message.alternatives == []
    assert len(message.body.encode()) <= 2 * MAX_BYTES
