"""The answers to refusals and errors."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kclub.errors import Conflict, Refused
from kclub.tests.urls import REFUSALS
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("refused", 403, "부원만 볼 수 있는 글이에요."),
        ("conflict", 409, "김민지님이 먼저 결정했어요."),
        ("gone", 410, "글쓴이가 지웠어요."),
        ("too-fast", 429, "30초 뒤에"),
        ("denied", 403, "볼 수 있는 사람이 따로 있어요"),
    ],
)
def test_a_refusal_is_a_page_and_to_htmx_a_flash_beside_the_page(
    client, htmx, name, status, sentence
):
    page = client.post(f"/refuse/{name}/")
    part = client.post(f"/refuse/{name}/", headers=htmx)

    assert (page.status_code, part.status_code) == (status, status)
    assert sentence in page.text
    assert "</html>" in page.text
    assert part.text.startswith('<hx-partial hx-target="#flash">')
    assert sentence in part.text
    assert 'role="alert"' in part.text


def test_a_conflict_is_not_said_to_be_a_change(client):
    """Most are none: the club is full, or recruits later. What has changed, the sentence says."""
    page = client.get("/refuse/conflict/").text
    assert "지금은 할 수 없어요" in page
    assert "바뀌었어요" not in page


def test_a_refusal_leads_on(client):
    assert '<a class="btn btn-1" href="/x/">지원하기</a>' in client.get("/refuse/refused/").text


def test_who_is_too_fast_is_told_how_long_to_wait(client):
    assert client.post("/refuse/too-fast/").headers["Retry-After"] == "30"


def test_what_is_missing_is_no_locked_door_and_to_htmx_a_flash(client, htmx):
    page = client.get("/nowhere/").text
    assert "여기에는 아무것도 없어요" in page
    assert "잠겨" not in page
    part = client.get("/nowhere/", headers=htmx)
    assert part.status_code == 404
    assert "없어졌어요" in part.text
    assert "새로고침" not in part.text  # it would lose what is typed in the page
    assert "<html" not in part.text


def test_a_fault_of_ours_needs_no_database(client, django_assert_num_queries):
    client.raise_request_exception = False
    client.force_login(make_user())
    with django_assert_num_queries(1):  # who it is, before the view; none for the page of the fault
        answer = client.get("/fail/")
    assert answer.status_code == 500
    assert "저희 쪽에 문제가 생겼어요" in answer.text


def test_a_stale_form_is_told_so(client, htmx):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sample/")
    assert (page.status_code, "페이지가 오래됐어요" in page.text) == (403, True)
    part = strict.post("/sample/", headers=htmx)
    assert part.text.startswith("<hx-partial")
    assert "X-CSRFToken" not in part.headers  # nobody vouches for where it came from


def test_what_htmx_sent_with_a_stale_token_gets_a_fresh_one_and_the_page_stays(htmx):
    strict = Client(enforce_csrf_checks=True)
    stale = {"csrfmiddlewaretoken": "x" * 64}
    part = strict.post("/echo/", stale, headers=htmx | {"Origin": "http://testserver"})
    assert part.status_code == 403
    assert "한 번 더 눌러 주세요" in part.text
    assert "새로고침" not in part.text  # it would lose what is typed in the page
    again = strict.post("/echo/", {"text": "쓰던 글"}, headers={"X-CSRFToken": part["X-CSRFToken"]})
    assert "쓰던 글" in again.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/refuse/refused/", 403),
        ("/refuse/missing/", 404),
        ("/refuse/conflict/", 409),
        ("/refuse/too-fast/", 429),
        ("/fail/", 500),
    ],
)
def test_what_was_typed_comes_back_with_the_refusal(client, address, status):
    client.raise_request_exception = False
    form = {
        "title": "제목",
        "body": "긴 글\n</textarea>",
        "kind": "free",
        "password": "secret-2026",
    }
    page = client.post(address, form)
    assert page.status_code == status
    parser = FormParser()
    parser.feed(page.text.partition("<main")[2].partition("</main>")[0])
    parser.fields.pop("csrfmiddlewaretoken")
    assert parser.fields == {"title": ["제목"], "body": [form["body"]], "kind": ["free"]}
    assert f'action="{address}"' in page.text
    assert "뒤로" not in page.text


def test_a_button_that_was_refused_brings_no_form(client):
    assert "다시 보내기" not in client.post("/refuse/conflict/", {"like": "1"}).text


def test_what_has_not_passed_the_csrf_check_gets_no_token():
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = strict.post("/nowhere/", {"body": "남의 글"})
    assert "남의 글" not in page.text


def test_a_stale_form_of_ours_comes_back_filled_with_a_fresh_token():
    strict = Client(enforce_csrf_checks=True)
    text = "긴 글\n" * 20 + "</textarea><script>"
    form = {"title": "제목", "body": text, "days": ["m", "t"], "secret_word": "a"}
    stale = form | {"csrfmiddlewaretoken": "x" * 64, "oldpassword": "sentences-2026"}

    page = strict.post("/sample/?page=2", stale, headers={"Origin": "http://testserver"})

    assert page.status_code == 403
    assert "한 번 더 보내 주세요" in page.text
    assert "sentences-2026" not in page.text
    parser = FormParser()
    parser.feed(page.text.partition("<main")[2].partition("</main>")[0])
    sent = parser.fields
    token = sent.pop("csrfmiddlewaretoken")
    assert sent == {
        name: [value] if isinstance(value, str) else value for name, value in form.items()
    }
    again = strict.post("/echo/", sent | {"csrfmiddlewaretoken": token})
    assert again.status_code == 200
    assert "제목" in again.text


@pytest.mark.parametrize(
    "source",
    [{}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Origin": "https://testserver"}],
)
def test_another_site_gets_no_token_for_its_text(source):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sample/", {"title": "남의 글"}, headers=source)
    assert page.status_code == 403
    assert "남의 글" not in page.text
    assert "csrfmiddlewaretoken" not in page.text
    assert "아무것도 바뀌지 않았어요" in page.text


def test_a_stale_form_says_who_sends_it_now_and_what_is_not_sent_again():
    strict, user = Client(enforce_csrf_checks=True), make_user("김민지")
    strict.force_login(user)
    form = {"title": "제목", "picture": SimpleUploadedFile("a.png", b"x")}
    page = strict.post("/sample/", form, headers={"Origin": "http://testserver"}).text
    assert "김민지님으로 로그인되어 있어요" in page
    assert "고른 사진이나 파일은 다시 골라야 해요" in page


def test_a_stale_form_leads_back_to_its_page():
    headers = {"Referer": "http://testserver/sample/?page=2"}
    page = Client(enforce_csrf_checks=True).post("/notifications/read/", headers=headers)
    assert 'href="/sample/?page=2"' in page.text


class FormParser(HTMLParser):
    """Collects what a browser sends of a page's only form: {name: [value]}."""

    def __init__(self):
        super().__init__()
        self.fields, self.area = {}, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input":
            self.fields.setdefault(attrs["name"], []).append(attrs["value"])
        if tag == "textarea":
            self.area = attrs["name"]

    def handle_data(self, data):
        if self.area:  # a browser drops the first line break
            text = self.fields.pop(self.area, [""])[0]
            self.fields[self.area] = [text + data if text else data.removeprefix("\n")]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None


def test_a_percent_sign_in_a_sentence_without_params_is_only_a_sign():
    assert str(Refused("100% 찼어요.")) == "100% 찼어요."
    assert str(Conflict("%(by)s님이 먼저", {"by": "100%"})) == "100%님이 먼저"


def test_a_name_in_a_refusal_is_never_markup(client, htmx, monkeypatch):
    refusal = Conflict("%(by)s님이 먼저", {"by": "<script>alert(1)</script>"})
    monkeypatch.setitem(REFUSALS, "conflict", refusal)
    for headers in [{}, htmx]:
        text = client.post("/refuse/conflict/", headers=headers).text
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_only_who_is_too_fast_is_told_a_time_to_come_back(client):
    for name in ["refused", "conflict", "gone", "denied"]:
        assert "Retry-After" not in client.post(f"/refuse/{name}/").headers


def test_each_fault_of_ours_has_a_number_the_operator_finds_in_the_log(client, caplog):
    client.raise_request_exception = False
    page = client.get("/fail/").text
    (number,) = set(re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", page))
    assert f"error number {number} at kclub.tests.urls.fail" in caplog.text
    assert "a fault of ours" not in page
    assert number not in client.get("/fail/").text


def test_errors_are_told_in_english_too(client):
    page = client.get("/nowhere/", headers={"accept-language": "en"}).text
    assert '<html lang="en"' in page
    assert "동방 문이" not in page


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"data": {"text": "가" * 200}}, 413, "글이 너무 길어요"),
        ({"data": {f"field{n}": "" for n in range(9)}}, 400, "깨졌거나 너무 길어요"),
        ({"data": b"--cut", "content_type": "multipart/form-data"}, 400, "깨졌거나 너무 길어요"),
    ],
    ids=["long", "many fields", "broken"],
)
def test_a_form_that_cannot_be_read_says_how_to_get_it_back(
    client, htmx, settings, debug, form, status, sentence
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 500, 8
    settings.DEBUG = debug
    page = client.post("/echo/", **form)
    assert page.status_code == status
    assert sentence in page.text
    assert "뒤로 가기를 누르면 쓰던 글이 그대로" in page.text
    part = client.post("/echo/", **form, headers=htmx)
    assert part.status_code == 400
    assert part.text.startswith("<hx-partial")
