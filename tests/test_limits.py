"""Every limit: whoever meets it is told the true wait, and keeps what they wrote."""

from html import unescape

import pytest
from allauth.account import app_settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import SchoolDomain
from kclub.sent_forms import is_typed
from tests.documents import upload_document
from tests.factories import PASSWORD
from tests.pictures import upload
from tests.places import PLACES

pytestmark = pytest.mark.django_db

PICTURES = {"pictures": upload}
MET = [  # (limit, place, who meets it, address, more than the form of that address)
    ("message-burst", "room", "occupant", "messages", {}),
    ("message", "room", "occupant", "messages", {}),
    ("message", "room", "occupant", "live-composer", {}),
    ("message", "room", "author", "message-edit", {}),
    ("pictures", "room", "occupant", "messages", PICTURES),
    ("pictures", "room", "occupant", "live-composer", PICTURES),
    ("files", "room", "occupant", "messages", {"attachments": upload_document}),
    ("reaction", "room", "occupant", "message-react", {}),
    ("vote", "room", "occupant", "message-poll", {}),
    ("vote", "board", "member", "post-poll", {}),
    ("message", "room", "occupant", "poll-new", {}),
    ("room-search", "room", "occupant", "search", {"q": "은행나무"}),
    ("helper", "helper", "stranger", "helper", {}),
    ("helper-guests", "helper", "anonymous", "answer", {"q": "은행나무"}),
    ("room-create", "room", "stranger", "room-new", {"about": "밤에 이야기해요"}),
    ("room-password", "room", "stranger", "room-enter", {}),
    ("room-passwords", "room", "stranger", "room-enter", {}),
    ("direct", "room", "stranger", "direct", {}),
    ("report", "room", "occupant", "message-report", {"note": "여러 번 그랬어요"}),
    ("apply", "club", "stranger", "join", {}),
    ("apply", "club", "stranger", "invite", {}),
    ("draft", "club", "stranger", "draft", {"message": "하고 싶은 말을 길게"}),
    ("consent", "club", "officer", "consent-new", {}),
    ("files", "club", "officer", "paper", {"file": upload_document}),
    ("pictures", "club", "officer", "activity-report-new", PICTURES),
    ("pictures", "club", "officer", "activity-report", PICTURES),
    ("invite", "club", "officer", "invites", {}),
    ("invite-code", "site", "stranger", "invite-short", {}),
    ("certificate-code", "site", "stranger", "verify-code", {}),
    ("attendance-code", "board", "member", "event-attend", {}),
    ("attendance-codes", "board", "member", "event-attend", {}),
    ("export", "club", "officer", "attendance-csv", {}),
    ("export", "club", "officer", "members-csv", {}),
    ("export", "club", "officer", "dues-csv", {}),
    ("export", "club", "officer", "applications-csv", {}),
    ("export", "site", "union", "registrations-csv", {}),
    ("notice", "club", "officer", "notice-new", {"title": "토요일 출사 모임 안내"}),
    ("notice", "union", "union", "notice-new", {"title": "축제 부스 신청 안내"}),
    ("post", "board", "member", "post-new", {}),
    ("pictures", "board", "member", "post-new", PICTURES),
    ("files", "board", "member", "post-new", {"files": upload_document}),
    ("post-edit", "board", "author", "post-edit", {}),
    ("pictures", "board", "author", "post-edit", PICTURES),
    ("comment", "board", "member", "comments", {}),
    ("report", "board", "stranger", "post-report", {"note": "여러 번 그랬어요"}),
    ("inquiry", "club", "stranger", "inquiries", {}),
    ("report", "board", "stranger", "comment-report", {"note": "여러 번 그랬어요"}),
    ("remind", "union", "union", "overdue-applications-remind", {}),
    ("search", "person", "stranger", "search", {"q": "은행나무"}),
    ("search-guests", "person", "anonymous", "search", {"q": "은행나무"}),
    ("close-account", "person", "student", "closure", {}),
]
NEW = {
    "email": "new.student@saebom.example",
    "display_name": "새내기 김",
    "password": PASSWORD,
    "agree_terms": "on",
    "agree_privacy": "on",
}
EMAIL = {"email": "new.student@saebom.example"}
MET_AT_LOG_IN = [  # (limit, address, form)
    ("login", "account_login", {"login": EMAIL["email"], "password": "wrong-password"}),
    *(
        (limit, "account_login", {"login": EMAIL["email"], "password": "wrong-password"})
        for limit in ("login-day", "login-account", "password-day", "login-crowded", "login-flood")
    ),
    *(
        (limit, address, form)
        for limit in ("mail-to", "mail-to-day", "mail-from")
        for address, form in [
            ("account_signup", NEW),
            ("account_reset_password", EMAIL),
            ("account_email_verification_sent", EMAIL),
        ]
    ),
]
OF_ACCOUNTS = ("mail-by", "mail-to", "mail-from")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
READ = {"search", "answer", "invite-short", "verify-code"}  # by GET
SILENT = {
    "typing",  # nobody writes that they are writing
    "passkey",  # its button says that it did not work
    "login-network",  # after it comes "login-crowded"
    "code-day",  # accounts/tests/test_lock_out.py
    "student-number",  # clubs/registration/tests/test_registration_student_numbers.py
}


@pytest.fixture
def school(db):
    SchoolDomain.objects.create(name="saebom.example")


@pytest.fixture
def spent(allow):
    """`spent("message")` uses the limit up for the next hundred seconds."""
    crowd = {"login-crowded": {"login-network": (0, 100)}}
    return lambda limit: allow({limit: (0, 100)} | crowd.get(limit, {}))


def told(response, form):
    """Assert that it says how long to wait, and what was written."""
    assert (response.status_code, response.headers["Retry-After"]) == (429, "100")
    page = unescape(response.text)
    assert "2분 뒤에" in page
    written = {name: value for name, value in form.items() if isinstance(value, str)}
    written = {name: value for name, value in written.items() if is_typed(name, value)}
    assert [value for value in written.values() if value not in page] == []


@pytest.mark.parametrize(("limit", "section", "role", "name", "more"), MET)
def test_who_meets_a_limit_is_told_the_wait_and_keeps_the_text(
    spent, limit, section, role, name, more
):
    place, client = PLACES[section](), Client()
    if user := getattr(place, role):
        client.force_login(user)
    url = reverse(place.address_of(name), kwargs=place.arguments(name))
    form = place.form(name) | more
    send = client.get if name in READ else client.post
    spent(limit)
    told(send(url, filled(form)), filled(form) if send == client.post else {})
    part = send(url, filled(form), headers=HTMX)
    assert (part.status_code, part.headers["Retry-After"]) == (429, "100")
    assert "2분 뒤에" in part.text


def filled(form):
    """Return the form with files that nobody has read yet."""
    return {name: value() if callable(value) else value for name, value in form.items()}


@pytest.mark.parametrize(("limit", "name", "form"), MET_AT_LOG_IN)
def test_who_meets_one_before_the_log_in_is_told_so_too(spent, client, school, limit, name, form):
    spent(limit)
    told(client.post(reverse(name), form), form)


@pytest.mark.parametrize("limit", OF_ACCOUNTS)
def test_who_asks_for_mails_to_addresses_of_their_own_is_told_so_too(
    spent, client, school, user, limit
):
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    user.emailaddress_set.create(email=EMAIL["email"])
    other = {"email": "another.one@saebom.example"}
    again = client.post("/accounts/confirm-email/", EMAIL)
    assert (again.status_code, again.url) == (303, "/accounts/email/")
    too_soon = client.post("/accounts/confirm-email/", EMAIL)
    assert too_soon.status_code == 429
    assert f"{too_soon['Retry-After']}초 뒤에" in too_soon.text

    spent(limit)
    told(client.post("/accounts/confirm-email/", EMAIL), {})
    told(client.post("/accounts/email/", other | {"action_add": ""}), other)


def test_every_limit_is_met_here(settings):
    met = {case[0] for case in [*MET, *MET_AT_LOG_IN]} | {*OF_ACCOUNTS}
    assert met | SILENT == settings.RATE_LIMITS.keys()


def test_allauth_has_no_limit_that_tells_no_wait():
    """Those of addresses that are not there do not matter; `confirm_email` is told by our own page."""
    limits = {name for name, rate in app_settings.RATE_LIMITS.items() if rate}
    assert limits == {"confirm_email", "change_phone", "request_login_code", "verify_phone"}
    for name in ("account_change_phone", "account_request_login_code", "account_verify_phone"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
