"""Exports: asked for once a day, made in the background, and fetched by their owner alone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.exports import archive
from accounts.exports.mails import mail_link
from accounts.exports.maker import Maker
from accounts.models import Export
from accounts.models.exports import (
    KEPT_FOR,
    LEASE,
    MAX_ATTEMPTS,
    delete_expired_exports,
    delete_lost_exports,
)
from accounts.tests.browsing import browser_of
from accounts.tests.exports import archive_of, make_all, make_export
from kclub.errors import RateLimited
from tests.factories import make_user
from tests.races import at_once


def kept_files():
    exists = default_storage.exists("exports")
    return (
        {f"exports/{name}" for name in default_storage.listdir("exports")[1]} if exists else set()
    )


def later(monkeypatch, delta):
    moment = timezone.now() + delta
    monkeypatch.setattr("accounts.models.exports.timezone.now", lambda: moment)


# Asking


def test_i_ask_am_mailed_a_link_and_fetch_the_file(mine, me):
    assert "파일 요청하기" in mine.get("/me/export/").text
    answer = mine.post("/me/export/", follow=True)
    assert "만들고 있어요." in answer.text
    assert "파일 요청하기" not in answer.text
    assert mail.outbox == []
    assert make_all() >= 1
    [message] = mail.outbox
    assert message.to == [me.email]
    path = re.search(r"(/me/export/\S+)", message.body)[1]
    assert "내려받기" in mine.get(path).text
    assert not Export.objects.get().fetched_at
    answer = mine.post(path)
    assert answer["Content-Disposition"].startswith('attachment; filename="k-club-')
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert Export.objects.get().fetched_at
    page = mine.get("/me/export/").text
    assert page.count("받음") == 1
    assert path in page
    assert "/me/export/" in mine.get("/me/").text


def test_it_is_asked_for_once_a_day(mine, me, monkeypatch):
    mine.post("/me/export/")
    answer = mine.post("/me/export/")
    assert answer.status_code == 429
    assert "하루에 한 번" in answer.text
    assert 86_000 < int(answer["Retry-After"]) <= 86_401
    assert me.exports.count() == 1
    make_all()
    later(monkeypatch, timedelta(days=1, seconds=1))
    assert mine.post("/me/export/").status_code == 303
    assert me.exports.count() == 2


def test_everybody_s_day_is_their_own(me):
    for user in (me, make_user()):
        Export.objects.ask(user)
    with pytest.raises(RateLimited):
        Export.objects.ask(me)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_made():
    me = make_user()
    answers = at_once(lambda: Export.objects.ask(me), lambda: Export.objects.ask(me))
    assert sorted(type(answer).__name__ for answer in answers) == ["Export", "RateLimited"]
    assert Export.objects.count() == 1


# Who gets it


def test_the_link_is_for_its_owner_who_is_logged_in(me):
    export = make_export(me)
    path = f"/me/export/{export.token}/"
    for ask in ("get", "post"):
        assert getattr(browser_of(make_user()), ask)(path).status_code == 404
        assert getattr(browser_of(None), ask)(path).status_code == 302
        assert getattr(browser_of(me), ask)("/me/export/nothing/").status_code == 404
    export.refresh_from_db()
    assert export.fetched_at is None
    assert export.token not in browser_of(make_user()).get("/me/export/").text


def test_the_page_of_the_link_is_kept_and_passed_on_by_nobody(mine, me):
    answer = mine.get(f"/me/export/{make_export(me).token}/")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "strict-origin"


# Its end


def test_it_expires_by_the_clock_and_then_the_file_goes(mine, me, monkeypatch):
    export = make_export(me)
    path = f"/me/export/{export.token}/"
    assert delete_expired_exports() == 0
    later(monkeypatch, KEPT_FOR + timedelta(seconds=1))
    for answer in (mine.get(path), mine.post(path)):
        assert answer.status_code == 410
        assert "기간이 지나서 파일을 지웠어요" in answer.text
    assert export.file.name in kept_files()


def test_the_daily_task_deletes_the_file_and_keeps_the_record(
    mine, me, monkeypatch, django_capture_on_commit_callbacks
):
    export, fresh = make_export(me), make_export(make_user())
    Export.objects.filter(pk=export.pk).update(made_at=timezone.now() - KEPT_FOR)
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_expired_exports() == 1
        assert delete_expired_exports() == 0
    assert export.file.name not in kept_files()
    assert fresh.file.name in kept_files()
    assert Export.objects.count() == 2
    assert "기간이 지나서 지웠어요" in mine.get("/me/export/").text


def test_a_file_that_is_lost_is_a_404(mine, me):
    export = make_export(me)
    default_storage.delete(export.file.name)
    assert mine.post(f"/me/export/{export.token}/").status_code == 404


def test_it_goes_with_the_account(me, django_capture_on_commit_callbacks):
    export = make_export(me)
    with django_capture_on_commit_callbacks(execute=True):
        me.close_account()
    assert not Export.objects.exists()
    assert export.file.name not in kept_files()


def test_of_an_account_that_is_closed_meanwhile_nothing_is_stored_or_mailed(me):
    before = kept_files()
    export = Export.objects.ask(me)
    claimed = Export.objects.claim()
    me.close_account()
    assert claimed.finish(ContentFile(b"PK"), tell=mail_link) is False
    assert kept_files() == before
    assert not Export.objects.filter(pk=export.pk).exists()


class Broken(Exception):
    """What goes wrong when the file is stored already."""


def broken(*_args, **_options):
    raise Broken


@pytest.mark.parametrize("what", ["the mail", "the row"])
def test_of_an_export_that_is_rolled_back_no_file_is_left(me, monkeypatch, what):
    before = kept_files()
    Export.objects.ask(me)
    claimed = Export.objects.claim()
    if what == "the row":
        monkeypatch.setattr(Export, "save", broken)
    with pytest.raises(Broken):
        claimed.finish(ContentFile(b"PK"), tell=broken)
    assert kept_files() == before
    export = Export.objects.get()
    assert (export.file.name, export.made_at) == ("", None)


def test_the_daily_task_deletes_old_files_that_no_export_has(me, monkeypatch):
    export = make_export(me)
    lost = default_storage.save("exports/lost.zip", ContentFile(b"PK"))
    assert delete_lost_exports() == 0  # it may be being made
    later(monkeypatch, KEPT_FOR + timedelta(seconds=5))
    assert delete_lost_exports() >= 1
    assert lost not in kept_files()
    assert export.file.name in kept_files()
    assert delete_lost_exports() == 0


def test_without_any_export_the_daily_task_finds_nothing(db, monkeypatch):
    monkeypatch.setattr("accounts.models.exports.FOLDER", "no-such-folder")
    assert delete_lost_exports() == 0


# Making


def test_it_is_made_a_moment_at_a_time_so_that_mail_goes_on(me, monkeypatch):
    monkeypatch.setattr("accounts.exports.maker.MOMENT", 0)
    Export.objects.ask(me)
    assert make_all() > 10
    assert archive_of(Export.objects.get()).testzip() is None


def test_an_export_that_is_being_made_is_nobody_else_s_until_its_lease_ends(me, monkeypatch):
    export = Export.objects.ask(me)
    assert Export.objects.claim() == export
    assert Export.objects.claim() is None
    later(monkeypatch, LEASE + timedelta(seconds=1))
    assert Export.objects.claim() == export
    assert Export.objects.get().attempts == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_one_makes_it():
    Export.objects.ask(make_user())
    claims = at_once(Export.objects.claim, Export.objects.claim)
    assert sum(claim is not None for claim in claims) == 1


def test_what_fails_keeps_nothing_back_and_is_given_up_after_a_while(mine, me, monkeypatch, caplog):
    def broken(file, user):
        raise ValueError("broken")
        yield

    monkeypatch.setattr(archive, "write", broken)
    Export.objects.ask(me)
    maker = Maker()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert maker.make_due()
        assert not maker.make_due()  # the sender goes on with its mail
        assert Export.objects.get().attempts == attempt
        Export.objects.update(due_at=timezone.now())
    assert "could not be made" in caplog.text
    assert not maker.make_due()
    assert Export.objects.get().failed_at
    assert "만들지 못했어요" in mine.get("/me/export/").text
    assert mail.outbox == []
    assert mine.post("/me/export/").status_code == 303  # at once, for it was not their fault


def test_the_mail_and_the_page_are_in_the_person_s_language(me):
    me.locale = "en"
    me.save(update_fields=["locale"])
    export = make_export(me)
    assert mail.outbox[0].subject == "The file of your data is ready"
    assert b'<html lang="en">' in archive_of(export).read("index.html")
