"""The mailbox of development shows what was mailed, as a mailbox does."""

import time

import pytest
from django.core.mail import EmailMultiAlternatives, mailers

pytestmark = pytest.mark.django_db
MAILBOX = "/demo/mail/"


@pytest.fixture(autouse=True)
def development(settings, tmp_path):
    """Mail is kept in files, and the mailbox is there."""
    settings.ROOT_URLCONF = "kclub.tests.mailbox_site"
    settings.DATA_DIR = tmp_path
    files = {"file_path": tmp_path / "mail"}
    backend = "kclub.mail_backend.TerminalAndFilesBackend"
    settings.MAILERS = settings.MAILERS | {"delivery": {"BACKEND": backend, "OPTIONS": files}}


def deliver(subject, *, html=None):
    message = EmailMultiAlternatives(subject, "링크: https://kclub.example/x", to=["bom@k.example"])
    if html:
        message.attach_alternative(html, "text/html")
    mailers["delivery"].send_messages([message])
    time.sleep(0.001)  # files are named by the moment


def test_mail_is_listed_with_the_newest_first(client):
    assert "아직 보낸 메일이 없어요" in client.get(MAILBOX).text
    deliver("처음 것")
    deliver("나중 것")
    page = client.get(MAILBOX).text
    assert 0 < page.index("나중 것") < page.index("처음 것")
    assert "bom@k.example" in page


def test_the_links_of_a_mail_can_be_followed(client, tmp_path):
    deliver("새 공지")
    (file,) = (tmp_path / "mail").glob("*.eml")
    page = client.get(f"{MAILBOX}{file.stem}/").text
    assert 'href="https://kclub.example/x"' in page
    assert "HTML로 보기" not in page
    assert client.get(f"{MAILBOX}{file.stem}/html/").status_code == 404


def test_html_is_shown_as_a_mail_program_would_and_runs_nothing(client, tmp_path):
    deliver("새 공지", html='<p style="color: red">모여요</p><script>1</script>')
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert "HTML로 보기" in client.get(f"{MAILBOX}{file.stem}/").text
    answer = client.get(f"{MAILBOX}{file.stem}/html/")
    assert '<p style="color: red">모여요</p>' in answer.text
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_there_is_nothing_but_mail(client, tmp_path):
    (tmp_path / "secret-key").write_text("x")
    for name in ["nothing", "..%2Fsecret-key", "secret-key"]:
        assert client.get(f"{MAILBOX}{name}/").status_code == 404


def test_a_deployment_has_no_such_page(client, settings):
    settings.ROOT_URLCONF = "kclub.urls"
    assert client.get(MAILBOX).status_code == 404
