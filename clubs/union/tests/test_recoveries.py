"""Recoveries: one of the union has met somebody, a second one confirms, and all of it is told."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.tests.browsing import browser_of, is_in
from accounts.tests.passkeys import Passkey, browser_at, log_in_by
from clubs.models import AuditLogEntry, Recovery
from clubs.union.tests.recoveries import make_locked_out
from kclub.errors import Conflict, Refused
from tests.factories import PASSWORD, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
HOW = "연합회실에서 학생증을 봤어요"


@pytest.fixture
def person():
    return make_locked_out("이서연")


@pytest.fixture
def one():
    return make_staff("박연합")


@pytest.fixture
def other():
    return make_staff("최연합")


@pytest.fixture
def recovery(person, one):
    return Recovery.ask(person, one, HOW)


def again(row):
    return type(row).objects.get(pk=row.pk)


def log_of(person):
    entries = AuditLogEntry.objects.filter(club=None, about=person).order_by("pk")
    return [(each.action, each.by and str(each.by), each.detail) for each in entries]


STEPS = {  # what `by` does about the person, whom another one of the union has met
    "ask": lambda person, by: Recovery.ask(person, by, HOW),
    "confirm": lambda person, by: Recovery.ask(person, make_locked_out(is_staff=True), HOW).confirm(
        by
    ),
    "drop": lambda person, by: Recovery.ask(person, make_locked_out(is_staff=True), HOW).drop(by),
}
DECIDING = ["ask", "confirm"]


# The rules -------------------------------------------------------------------------------


def test_two_of_the_union_let_somebody_in_again(person, recovery, one, other):
    phone = browser_of(person)
    recovery.confirm(other)
    assert again(recovery).status == Recovery.Status.DONE
    assert not person.authenticator_set.exists()
    assert not again(person).has_second_factor
    assert not is_in(phone)
    new = browser_of(None)
    answer = new.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer.url == "/"
    assert log_of(person) == [("recovery", "박연합", HOW), ("recovered", "최연합", "")]


def test_the_person_is_told_of_both_steps(person, recovery, other):
    told = person.notifications.get()
    assert (told.kind, told.params) == ("recovery-asked", {"by": "박연합"})
    assert told.mail_due_at
    recovery.confirm(other)
    assert person.notifications.filter(kind="second-factors-reset").exists()


def test_whoever_has_met_them_does_not_confirm_it_too(recovery, one, person):
    with pytest.raises(Refused, match="다른 한 명이"):
        recovery.confirm(one)
    assert again(person).has_second_factor


@pytest.mark.parametrize("step", DECIDING)
def test_nobody_does_it_for_themselves(step):
    person = make_locked_out("김연합", is_staff=True)
    with pytest.raises(Refused, match="연합회의 다른 사람"):
        STEPS[step](person, person)
    assert again(person).has_second_factor


@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_does_it(person, step):
    with pytest.raises(Refused, match="연합회의 다른 사람"):
        STEPS[step](person, make_user())
    assert again(person).has_second_factor


@pytest.mark.parametrize("step", STEPS)
def test_who_does_it_has_a_second_factor(settings, person, step):
    settings.SECOND_FACTOR_REQUIRED = True
    with pytest.raises(Refused, match="내 2단계 인증을 먼저"):
        STEPS[step](person, make_staff())
    assert again(person).has_second_factor


WEEK = timedelta(days=7)
SOON = timedelta(seconds=1)


@pytest.mark.parametrize("step", DECIDING)
@pytest.mark.parametrize("since", [None, SOON, WEEK - SOON])
def test_nobody_is_made_the_second_one_for_it(person, step, since):
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        by = make_staff()
        by.staff_since = since and timezone.now() - since
        by.save()
        with pytest.raises(Refused, match="7일이 지나야"):
            STEPS[step](person, by)
    assert again(person).has_second_factor


@pytest.mark.parametrize("step", DECIDING)
def test_after_a_week_in_the_union_it_is_their_word(person, step):
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        by = make_staff()
        by.staff_since = timezone.now() - WEEK
        by.save()
        STEPS[step](person, by)
    assert again(person).has_second_factor == (step == "ask")


def test_the_week_is_over_when_it_is_asked_and_not_only_when_it_is_confirmed(person, one, other):
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False) as clock:
        other.staff_since = timezone.now() - WEEK + SOON
        other.save()
        recovery = Recovery.ask(person, one, HOW)
        assert not Recovery.objects.waiting_for(other).exists()
        clock.shift(timedelta(hours=1))
        with pytest.raises(Refused, match="7일이 지나야"):
            recovery.confirm(other)
        assert not Recovery.objects.waiting_for(other).exists()
        other.staff_since -= SOON
        assert Recovery.objects.waiting_for(other).exists()


def test_who_has_just_come_may_still_drop_it(person, recovery, other):
    other.staff_since = timezone.now()
    other.save()
    recovery.drop(other)
    assert again(recovery).status == Recovery.Status.DROPPED


def test_one_without_factors_needs_none(one):
    with pytest.raises(Conflict, match="쓰지 않는 계정"):
        Recovery.ask(make_user(), one, HOW)


def test_asking_again_changes_nothing_and_somebody_else_is_told_who_was_first(
    person, recovery, one, other
):
    assert Recovery.ask(person, one, "또") == recovery
    with pytest.raises(Conflict, match="박연합님이 먼저"):
        Recovery.ask(person, other, HOW)
    assert log_of(person) == [("recovery", "박연합", HOW)]


def test_after_a_day_they_meet_again(person, one, other):
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False) as clock:
        recovery = Recovery.ask(person, one, HOW)
        clock.shift(timedelta(days=1))
        with pytest.raises(Conflict, match="하루가 지났어요"):
            recovery.confirm(other)
        assert again(person).has_second_factor
        assert not Recovery.objects.open().exists()
        new = Recovery.ask(person, other, HOW)
        assert again(recovery).status == Recovery.Status.EXPIRED
        new.confirm(one)
    assert not again(person).has_second_factor


def test_the_word_of_one_who_has_left_the_union_does_not_count(person, recovery, one, other):
    User.objects.filter(pk=one.pk).update(is_staff=False)
    with pytest.raises(Conflict, match="떠났어요"):
        recovery.confirm(other)
    assert again(person).has_second_factor


def test_what_was_dropped_is_not_confirmed(person, recovery, one, other):
    recovery.drop(one)
    recovery.drop(one)
    with pytest.raises(Conflict, match="박연합님이 먼저 결정했어요"):
        again(recovery).confirm(other)
    assert again(person).has_second_factor
    assert log_of(person)[1:] == [("recovery-dropped", "박연합", "")]


def test_confirming_twice_removes_once(person, recovery, other):
    recovery.confirm(other)
    late = timezone.now() + timedelta(days=2)
    with time_machine.travel(late):
        again(recovery).confirm(other)
    assert len(log_of(person)) == 2


def test_one_of_the_union_has_a_day_to_set_up_another(settings, one):
    person = make_locked_out(is_staff=True)
    confirming = make_staff()
    recovery = Recovery.ask(person, one, HOW)
    settings.SECOND_FACTOR_REQUIRED = True
    User.objects.filter(pk=confirming.pk).update(has_second_factor=True)
    recovery.confirm(again(confirming))
    left = again(person).second_factor_due_at - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(days=1)


def test_a_closed_account_leaves_none(person, recovery):
    again(person).close_account()
    assert not Recovery.objects.exists()


def test_what_waits_waits_for_the_others(person, recovery, one, other):
    assert not Recovery.objects.waiting_for(one).exists()
    assert list(Recovery.objects.waiting_for(other)) == [recovery]
    of_union = Recovery.ask(make_locked_out(is_staff=True), one, HOW)
    assert of_union not in Recovery.objects.waiting_for(of_union.person)


# The pages -------------------------------------------------------------------------------


def test_the_way_through_the_pages(person, one, other):
    first, second = browser_of(one), browser_of(other)
    page = reverse("union:person", args=[person.username])
    assert "2단계 인증 복구하기" in first.get(page).text
    new = reverse("union:recovery-new", args=[person.username])
    assert "어떻게 확인했는지 적어 주세요." in first.post(new, {"how": " "}).text
    assert first.post(new, {"how": HOW}).url == reverse("union:people")
    mine, theirs = (browser.get("/union/people/").text for browser in (first, second))
    assert HOW in mine
    assert "확인하고 2단계 인증 없애기" not in mine
    assert "확인하고 2단계 인증 없애기" in theirs
    recovery = Recovery.objects.get()
    second.post(reverse("union:recovery-confirm", args=[recovery.pk]))
    assert not again(person).has_second_factor
    page = first.get(page).text
    assert "2단계 인증 복구하기" not in page
    for words in ("2단계 인증 복구를 부탁받음", "2단계 인증을 모두 없앰", HOW, "최연합"):
        assert words in page


def test_the_admin_site_lists_it_too(person, recovery, other):
    recovery.confirm(other)
    admin = browser_of(make_user(is_staff=True, is_superuser=True))
    page = admin.get("/admin/clubs/auditlogentry/").text
    assert "2단계 인증을 모두 없앰" in page or "recovered" in page


def test_who_has_just_come_sees_no_button_and_no_form(person, recovery, other):
    User.objects.filter(pk=other.pk).update(staff_since=timezone.now())
    mine = browser_of(other)
    page = mine.get("/union/people/").text
    assert HOW in page
    assert "확인하고 2단계 인증 없애기" not in page
    new = reverse("union:recovery-new", args=[make_locked_out().username])
    answer = mine.get(new)
    assert (answer.status_code, "7일이 지나야" in answer.text) == (403, True)


def test_a_person_of_the_union_sees_theirs_and_no_buttons(one):
    person = make_locked_out("김연합", is_staff=True)
    recovery = Recovery.ask(person, one, HOW)
    mine = browser_of(person)
    page = mine.get("/union/people/").text
    assert HOW in page
    assert "확인하고 2단계 인증 없애기" not in page
    assert mine.post(reverse("union:recovery-confirm", args=[recovery.pk])).status_code == 403
    own = reverse("union:recovery-new", args=[person.username])
    assert mine.get(own).status_code == 403


# By the owner ------------------------------------------------------------------------------


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_owner_stops_it_where_the_notification_leads(one, other, is_staff):
    person = make_locked_out("이서연", is_staff=is_staff)
    recovery = Recovery.ask(person, one, HOW)
    mine, drop = browser_of(person), reverse("union:recovery-drop", args=[recovery.pk])
    session = mine.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    page = mine.get(person.notifications.get().url).text
    assert "박연합님이" in page
    assert f'action="{drop}"' in page
    for _ in range(2):
        assert mine.post(drop).url == reverse("mfa_index")
    assert drop not in mine.get(reverse("mfa_index")).text
    with pytest.raises(Conflict, match="이서연님이 먼저 결정했어요"):
        recovery.confirm(other)
    assert again(person).has_second_factor
    assert log_of(person)[1:] == [("recovery-dropped", "이서연", "")]


def test_nobody_stops_that_of_somebody_else(recovery):
    other = make_locked_out()
    assert "막기" not in browser_of(other).get(reverse("mfa_index")).text
    drop = reverse("union:recovery-drop", args=[recovery.pk])
    assert browser_of(other).post(drop).status_code == 403
    assert again(recovery).undecided


def test_a_factor_that_is_used_stops_it(recovery):
    """Whoever logs in by it has not lost it. A password alone stops nothing."""
    passkey = Passkey(recovery.person)
    passkey.registered()
    sent = {"login": recovery.person.email, "password": PASSWORD}
    assert browser_at().post("/accounts/login/", sent).url == "/accounts/2fa/authenticate/"
    assert again(recovery).undecided
    log_in_by(browser_at(), passkey)
    assert again(recovery).status == Recovery.Status.DROPPED
    assert log_of(recovery.person)[1:] == [("recovery-dropped", "이서연", "")]
    log_in_by(browser_at(), passkey)
    assert len(log_of(recovery.person)) == 2


def test_one_that_was_confirmed_in_that_moment_breaks_no_log_in(recovery, other, monkeypatch):
    passkey = Passkey(recovery.person)
    passkey.registered()
    monkeypatch.setattr(
        "clubs.union.models.recoveries.RecoveryQuerySet.open", lambda rows: rows.all()
    )
    Recovery.objects.update(status=Recovery.Status.DONE, decided_by=other)
    mine = browser_at()
    log_in_by(mine, passkey)
    assert is_in(mine)
    assert again(recovery).status == Recovery.Status.DONE


# By the operator ---------------------------------------------------------------------------


def test_an_operator_does_it_for_a_union_of_one(person, capsys):
    call_command("reset_second_factors", person.email.upper())
    assert not again(person).has_second_factor
    assert log_of(person) == [("recovered", None, "")]
    assert person.email in capsys.readouterr().out.lower()
    for address in (person.email, "nobody@saebom.example"):
        with pytest.raises(CommandError, match=address):
            call_command("reset_second_factors", address)


# At once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_remove_them_once(person, recovery, other):
    third, same = make_staff("정연합"), again(recovery)
    answers = at_once(lambda: recovery.confirm(other), lambda: same.confirm(third))
    assert all(answer is None or isinstance(answer, Conflict) for answer in answers)
    assert not again(person).has_second_factor
    assert [action for action, _by, _detail in log_of(person)] == ["recovery", "recovered"]
    assert person.notifications.filter(kind="second-factors-reset").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_are_one(person, one, other):
    answers = at_once(*[lambda by=by: Recovery.ask(person, by, HOW) for by in (one, other)])
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Recovery"]
    assert Recovery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_confirming_and_dropping_at_once_do_one_of_both(person, recovery, one, other):
    same = again(recovery)
    answers = at_once(lambda: recovery.confirm(other), lambda: same.drop(one))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    dropped = again(recovery).status == Recovery.Status.DROPPED
    assert again(person).has_second_factor == dropped
