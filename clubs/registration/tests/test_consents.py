"""An advisor agrees by a link in a mail: asking, answering, approving the address, and the rule."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, SchoolDomain
from clubs.models import (
    AuditLogEntry,
    BannedWord,
    Consent,
    Registration,
    Rules,
    StaffAddress,
    Submission,
)
from clubs.registration.models.consents import erase_old_addresses
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    ADVISOR,
    NUMBERS,
    ask_advisor,
    confirm,
    make_filing,
    make_registration,
    rows_of,
    token_in,
)
from kclub.errors import Conflict, Gone, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
State = Consent.State
ELSEWHERE = "kim@elsewhere.example"
OF_OFFICE = {"name": "박교수", "title": "미술학과 교수", "reason": "학생처에 낸 동의서"}
TEXTS = {"purpose": "사진을 찍어요", "plan": "- 한 달에 한 번 **출사**"}


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def registration(club, term):
    registration = make_registration(club, term)
    confirm(club, term)
    registration.edit(club.president, **TEXTS)
    return registration


@pytest.fixture
def union():
    return make_staff()


def need_advisor(term, asked=Rules.Advisor.NEEDED):
    Rules.objects.filter(term=term).update(advisor=asked)


def address(token):
    return reverse("advise", args=[token])


def told(kind):
    return {each.user for each in Notification.objects.filter(kind=kind).select_related("user")}


def state_of(consent):
    return Consent.objects.get(pk=consent.pk).state


# Asking


def test_an_advisor_is_mailed_a_link_of_which_only_the_hash_is_kept(registration, club):
    consent, token = ask_advisor(registration)
    [sent] = mail.outbox
    assert sent.to == [ADVISOR["email"]]
    assert "필름로그" in sent.subject
    assert all(text in sent.body for text in ["김교수", "필름로그", str(club.president)])
    assert address(token) in sent.alternatives[0].content
    row = Consent.objects.values().get()
    assert token not in str(row)
    assert consent.state == State.ASKED


def test_asking_the_same_advisor_again_mails_nothing(registration):
    first, _token = ask_advisor(registration)
    second, token = ask_advisor(registration)
    assert (second, token) == (first, "")


def test_another_advisor_ends_the_link_of_the_one_before(registration, client):
    first, old = ask_advisor(registration)
    second, new = ask_advisor(registration, name="이교수", email="lee@staff.saebom.example")
    assert [state_of(first), state_of(second)] == [State.REVOKED, State.ASKED]
    assert client.get(address(old)).status_code == 410
    assert client.post(address(old), {"answer": "agreed"}).status_code == 410
    assert client.get(address(new)).status_code == 200


def test_a_registration_has_one_open_consent(registration):
    ask_advisor(registration)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            registration=registration, name="이교수", title="교수", state="asked"
        )


def test_only_officers_ask(registration, club):
    for user in (make_user(), make_member(club), make_staff()):
        with pytest.raises(Refused, match="운영진만"):
            Consent.objects.ask(registration, user, **ADVISOR)
    Consent.objects.ask(registration, make_officer(club), **ADVISOR)


def test_nobody_is_asked_once_it_is_filed_or_the_term_is_over(registration, club):
    ends_on = registration.term.ends_on
    with time_machine.travel(ends_on + timedelta(days=2)), pytest.raises(Refused):
        ask_advisor(registration)
    registration.submit(club.president)
    with pytest.raises(Refused, match="이미 제출"):
        ask_advisor(registration)
    assert mail.outbox == []


def test_a_name_makes_no_paragraph_of_its_own_in_the_mail(registration):
    ask_advisor(registration, name="김\n\nhttps://evil.example/\n\n교수")
    assert "김 https://evil.example/ 교수님" in mail.outbox[0].body


def test_the_mail_may_be_sent_again_after_a_day_with_another_link(registration, club, client):
    consent, old = ask_advisor(registration)
    with pytest.raises(Refused, match="하루에 한 번"):
        consent.send_again(club.president)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        consent.send_again(club.president)
        new = token_in(mail.outbox)
        assert new != old
        assert [client.get(address(token)).status_code for token in (old, new)] == [404, 200]


def test_a_link_lasts_two_weeks(registration, client):
    _consent, token = ask_advisor(registration)
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert client.get(address(token)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert client.get(address(token)).status_code == 410
        assert client.post(address(token), {"answer": "agreed"}).status_code == 410
    assert not Consent.objects.agreed().exists()


def test_a_link_ends_with_its_term(registration, client):
    _consent, token = ask_advisor(registration)
    Consent.objects.update(asked_at=timezone.now() + timedelta(days=400))
    with time_machine.travel(registration.term.ends_on + timedelta(days=2)):
        assert client.post(address(token), {"answer": "agreed"}).status_code == 410


def test_what_was_taken_back_cannot_be_answered(registration, club, client):
    consent, token = ask_advisor(registration)
    for _press in range(2):
        consent.revoke(club.president)
    assert client.get(address(token)).status_code == 410
    with pytest.raises(Gone):
        consent.answer(State.AGREED)
    with pytest.raises(Conflict):
        consent.send_again(club.president)


def test_an_answer_cannot_be_taken_back_by_the_club(registration, club):
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)
    with pytest.raises(Conflict):
        consent.revoke(club.president)
    with pytest.raises(Refused, match="운영진만"):
        consent.revoke(make_member(club))


# Addresses


def test_an_address_of_an_account_is_refused(registration):
    make_user(email="kim@staff.saebom.example")
    with pytest.raises(Refused, match="계정이 있어요"):
        ask_advisor(registration)
    assert not Consent.objects.exists()


def test_an_address_that_became_one_of_an_account_cannot_answer(registration, client):
    _consent, token = ask_advisor(registration)
    make_user(email=ADVISOR["email"])
    assert client.post(address(token), {"answer": "agreed"}).status_code == 403
    assert not Consent.objects.agreed().exists()


def test_a_domain_of_students_is_never_one_of_staff(registration, settings):
    settings.STAFF_EMAIL_DOMAINS = ["saebom.example"]
    SchoolDomain.objects.create(name="saebom.example")
    consent, token = ask_advisor(registration, email="kim@saebom.example")
    assert (consent.state, token) == (State.UNAPPROVED, "")


def test_an_address_of_no_staff_domain_waits_for_the_union_once(registration, union, client):
    consent, token = ask_advisor(registration, email=ELSEWHERE)
    assert (consent.state, token) == (State.UNAPPROVED, "")
    assert union in told("advisor-to-approve")
    for _press in range(2):
        consent.approve(union)
    assert len(mail.outbox) == 1
    assert told("advisor-to-approve") == set()
    assert client.get(address(token_in(mail.outbox))).status_code == 200
    other = make_registration(make_club(), registration.term)
    consent, token = ask_advisor(other, email=ELSEWHERE)
    assert (consent.state, bool(token)) == (State.ASKED, True)


def test_only_the_union_learns_that_an_address_elsewhere_is_of_an_account(registration, union):
    make_user(email=ELSEWHERE)
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    with pytest.raises(Refused, match="계정이 있어요"):
        consent.approve(union)
    assert state_of(consent) == State.UNAPPROVED
    assert not StaffAddress.objects.exists()


def test_an_address_that_is_not_approved_is_not_written_to(registration, union, club):
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    for _press in range(2):
        consent.disapprove(union)
    assert told("advisor-not-approved") == {club.president}
    with pytest.raises(Conflict):
        consent.approve(union)
    assert mail.outbox == []


def test_nobody_approves_for_a_club_they_run(registration, club):
    interested = make_staff()
    club.admit(interested)
    club.membership_of(interested).appoint(club.president, "officer")
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    for verb in (consent.approve, consent.disapprove):
        with pytest.raises(Refused, match="내가 운영하는"):
            verb(interested)
    with pytest.raises(Refused, match="내가 운영하는"):
        Consent.objects.confirm(registration, interested, **OF_OFFICE)
    with pytest.raises(Refused, match="연합회만"):
        consent.approve(make_user())


def test_addresses_are_erased_after_half_a_year(registration, client):
    _consent, token = ask_advisor(registration)
    assert erase_old_addresses() == 0
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert [erase_old_addresses(), erase_old_addresses()] == [1, 0]
    assert ADVISOR["email"] not in str(Consent.objects.values().get())
    assert client.get(address(token)).status_code == 404


# Answering


def test_looking_changes_nothing_and_the_page_leaves_no_traces(registration, client):
    _consent, token = ask_advisor(registration)
    before = Consent.objects.values().get()
    for send in (client.get, client.head, client.get):
        response = send(address(token))
    assert Consent.objects.values().get() == before
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert all(text in response.text for text in ["필름로그", "<strong>출사</strong>", "김교수"])
    assert "?next=" not in response.text
    assert client.put(address(token)).status_code == 405


@pytest.mark.parametrize("answer", ["agreed", "declined"])
def test_an_advisor_answers_once(registration, club, client, answer):
    officer = make_officer(club)
    consent, token = ask_advisor(registration)
    for _press in range(2):
        response = client.post(address(token), {"answer": answer}, follow=True)
        assert "받은 답" in response.text
    assert state_of(consent) == answer
    assert told(f"advisor-{answer}") == {club.president, officer}
    assert AuditLogEntry.objects.filter(action=f"advisor-{answer}").count() == 1
    other = {"agreed": "declined", "declined": "agreed"}[answer]
    assert client.post(address(token), {"answer": other}).status_code == 409
    assert state_of(consent) == answer
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert "받은 답" in client.get(address(token)).text


@pytest.mark.parametrize("form", [{}, {"answer": "revoked"}, {"answer": "x" * 5000}])
def test_no_other_answer_is_taken(registration, client, form):
    consent, token = ask_advisor(registration)
    assert client.post(address(token), form).status_code == 422
    assert state_of(consent) == State.ASKED


@pytest.mark.parametrize("token", ["x", "x" * 500, "가나다"])
def test_a_made_up_link_is_nowhere(registration, client, token):
    ask_advisor(registration)
    assert client.get(address(token)).status_code == 404


def test_an_erased_consent_is_not_found_by_an_empty_hash(registration, client):
    Consent.objects.create(registration=registration, name="김교수", title="교수", state="declined")
    assert client.get("/advise//").status_code == 404
    assert not Consent.objects.with_token("").exists()


def test_the_open_page_of_officers_hears_of_the_answer(registration, club, published):
    consent, _token = ask_advisor(registration)
    with published() as events:
        consent.answer(State.AGREED)
    assert (club.officers_channel, "advisor-answered") in events


# Races


@pytest.fixture
def asked(transactional_db, club):
    consent, _token = ask_advisor(make_registration(club, make_filing()))
    return consent


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(asked):
    def answer(state):
        return lambda: Consent.objects.get(pk=asked.pk).answer(state)

    told = at_once(answer(State.AGREED), answer(State.DECLINED))
    assert sorted(type(each).__name__ for each in told) == ["Conflict", "NoneType"]
    assert Notification.objects.filter(kind__startswith="advisor-").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_revocation_at_once_leave_one_of_them(asked, club):
    president = club.president
    answered, revoked = at_once(
        lambda: Consent.objects.get(pk=asked.pk).answer(State.AGREED),
        lambda: Consent.objects.get(pk=asked.pk).revoke(president),
    )
    assert (answered is None) != (revoked is None)
    expected = State.AGREED if answered is None else State.REVOKED
    assert state_of(asked) == expected


@pytest.mark.django_db(transaction=True)
def test_two_advisors_asked_at_once_are_one_open_consent(club):
    registration, president = make_registration(club, make_filing()), club.president

    def ask(name):
        found = Registration.objects.get(pk=registration.pk)
        asked = ADVISOR | {"name": name, "email": f"{name}@staff.saebom.example"}
        return Consent.objects.ask(found, president, **asked)

    at_once(lambda: ask("kim"), lambda: ask("lee"))
    assert Consent.objects.count() == 2
    assert Consent.objects.open().count() == 1


# The rule


def test_a_needed_consent_keeps_from_filing_until_it_is_given(registration, club, term):
    need_advisor(term)
    with pytest.raises(Refused, match="지도교수 동의: 지도교수님께 부탁해서"):
        registration.submit(club.president)
    consent, _token = ask_advisor(registration)
    with pytest.raises(Refused, match="지도교수 동의"):
        registration.submit(club.president)
    consent.answer(State.AGREED)
    submission = registration.submit(club.president)
    assert (submission.advisor_name, submission.advisor_title) == ("김교수", "사진학과 교수")
    assert submission.advisor_agreed_at == Consent.objects.get().answered_at


def test_a_declined_consent_is_none(registration, club, term):
    need_advisor(term)
    consent, _token = ask_advisor(registration)
    consent.answer(State.DECLINED)
    with pytest.raises(Refused, match="지도교수 동의"):
        registration.submit(club.president)


def test_a_wish_is_shown_and_keeps_nobody_from_filing(registration, club, term, client):
    need_advisor(term, Rules.Advisor.WISHED)
    client.force_login(club.president)
    assert "있으면 좋아요" in client.get(registration.get_absolute_url()).text
    registration.submit(club.president)
    assert Submission.objects.get().advisor_name == ""


def test_editing_the_plan_keeps_the_consent(registration, club, term):
    need_advisor(term)
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)
    registration.edit(club.president, plan="다른 계획")
    registration.submit(club.president)
    assert state_of(consent) == State.AGREED


def test_a_new_president_files_with_the_consent_of_before(registration, club, term):
    need_advisor(term)
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)
    successor = make_officer(club)
    club.change_president(successor, by=club.president)
    registration = Registration.objects.get()
    assert registration.submit(successor).advisor_name == "김교수"


def test_the_board_knows_who_lacks_an_advisor(registration, club, term):
    need_advisor(term)
    [row] = rows_of(term, [club])
    assert [check.sentence for check in row.unmet] == ["지도교수 동의"]
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)
    [row] = rows_of(term, [club])
    assert row.unmet == []


def test_a_published_rule_about_advisors_only_gets_looser(term):
    need_advisor(term, Rules.Advisor.WISHED)
    stricter = NUMBERS | {"advisor": Rules.Advisor.NEEDED}
    with pytest.raises(Refused, match="느슨하게만"):
        Rules.objects.set(term, Kind.NEW, stricter, reason="필요해서")
    looser = Rules.objects.set(term, Kind.NEW, NUMBERS, reason="구하기 어려워서")
    assert looser.advisor == Rules.Advisor.NO


# By the office


def test_the_union_records_a_consent_that_the_office_has(registration, club, term, union):
    need_advisor(term)
    first, _token = ask_advisor(registration)
    for _press in range(2):
        Consent.objects.confirm(registration, union, **OF_OFFICE)
    assert Consent.objects.count() == 2
    assert state_of(first) == State.REVOKED
    assert told("advisor-confirmed") == {club.president}
    assert AuditLogEntry.objects.get(action="advisor-confirmed").detail == OF_OFFICE["reason"]
    assert registration.submit(club.president).advisor_name == "박교수"


def test_a_reason_is_needed_and_a_decision_ends_it(registration, club, union):
    with pytest.raises(Refused, match="이유를"):
        Consent.objects.confirm(registration, union, **OF_OFFICE | {"reason": " "})
    registration.submit(club.president)
    registration.accept(union)
    with pytest.raises(Refused, match="이미 결정"):
        Consent.objects.confirm(registration, union, **OF_OFFICE)


# Pages


def test_officers_ask_on_a_page_and_see_how_it_stands(registration, club, term, client):
    need_advisor(term)
    client.force_login(make_officer(club))
    page = reverse("clubs:consent-new", args=[club.slug])
    assert page in client.get(registration.get_absolute_url()).text
    response = client.post(page, ADVISOR, follow=True)
    assert "지도교수님께 메일을 보냈어요" in response.text
    assert "답을 기다림" in response.text
    Consent.objects.get().answer(State.AGREED)
    text = client.get(registration.get_absolute_url()).text
    assert "동의함" in text
    assert "부탁 취소" not in text


@pytest.mark.parametrize("email", ["", "김교수", "kim@staff", "a@b@staff.saebom.example"])
def test_what_is_no_address_comes_back_beside_its_field(registration, club, client, email):
    client.force_login(club.president)
    page = reverse("clubs:consent-new", args=[club.slug])
    response = client.post(page, ADVISOR | {"email": email})
    assert response.status_code == 422
    assert ADVISOR["title"] in response.text
    assert not Consent.objects.exists()


def test_banned_words_and_addresses_of_accounts_come_back_too(registration, club, client):
    client.force_login(club.president)
    page = reverse("clubs:consent-new", args=[club.slug])
    make_user(email=ADVISOR["email"])
    response = client.post(page, ADVISOR)
    assert (response.status_code, "계정이 있어요" in response.text) == (422, True)
    BannedWord.objects.create(word="나쁜말")
    assert client.post(page, ADVISOR | {"name": "나쁜말"}).status_code == 422
    assert not Consent.objects.exists()


def test_an_address_is_written_as_its_mailbox(registration, club, client):
    client.force_login(club.president)
    page = reverse("clubs:consent-new", args=[club.slug])
    client.post(page, ADVISOR | {"email": " Kim+clubs@STAFF.saebom.example"})
    assert Consent.objects.get().email == "kim@staff.saebom.example"


def test_the_union_approves_on_the_page_of_the_review(registration, club, union, client):
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    client.force_login(union)
    assert "주소 승인하고 보내기" in client.get(registration.review_url).text
    place = [registration.term.code, club.slug, consent.pk]
    response = client.post(reverse("registration-consent-approve", args=place), follow=True)
    assert "주소 승인하고 보내기" not in response.text
    assert "답을 기다림" in response.text


def test_the_union_does_without_the_buttons_for_a_club_it_runs(registration, club, client):
    union = make_staff()
    club.admit(union)
    club.membership_of(union).appoint(club.president, "officer")
    ask_advisor(registration, email=ELSEWHERE)
    client.force_login(union)
    text = client.get(registration.review_url).text
    assert "주소 승인하고 보내기" not in text
    assert "학교에서 확인한 동의 적기" not in text


def test_a_submission_shows_the_advisor_it_was_filed_with(registration, club, client, union):
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)
    registration.submit(club.president)
    client.force_login(union)
    assert "김교수 (사진학과 교수)" in client.get(registration.review_url).text


def test_officers_send_again_and_take_back_by_buttons(registration, club, client):
    consent, _token = ask_advisor(registration)
    client.force_login(club.president)
    resend, revoke = [
        reverse(f"clubs:consent-{verb}", args=[club.slug, consent.pk])
        for verb in ("resend", "revoke")
    ]
    text = client.get(registration.get_absolute_url()).text
    assert (resend in text, revoke in text) == (False, True)
    assert client.post(resend).status_code == 403
    Consent.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert resend in client.get(registration.get_absolute_url()).text
    assert "다시 보냈어요" in client.post(resend, follow=True).text
    assert len(mail.outbox) == 2
    assert "취소했어요" in client.post(revoke, follow=True).text
    assert state_of(consent) == State.REVOKED
    assert client.post(resend).status_code == 409


def test_an_expired_link_is_shown_as_such(registration, club, term, client):
    ask_advisor(registration)
    client.force_login(club.president)
    Consent.objects.update(asked_at=timezone.now() - timedelta(days=15))
    text = client.get(registration.get_absolute_url()).text
    assert "기한 지남" in text
    assert "다시 보내기" in text


def test_without_a_rule_about_advisors_the_page_does_not_speak_of_them(
    registration, club, client, term
):
    client.force_login(club.president)
    assert "지도교수" not in client.get(registration.get_absolute_url()).text
    need_advisor(term)
    assert "메일로 부탁하기" in client.get(registration.get_absolute_url()).text


def test_nothing_can_be_asked_for_outside_of_a_term_or_after_filing(registration, club, client):
    client.force_login(club.president)
    page = reverse("clubs:consent-new", args=[club.slug])
    registration.submit(club.president)
    assert client.get(page).status_code == 403
    assert client.post(page, ADVISOR).status_code == 403
    with time_machine.travel(registration.term.ends_on + timedelta(days=2)):
        client.force_login(club.president)
        assert client.get(page).status_code == 403
    assert not Consent.objects.exists()


def test_the_union_does_not_approve_on_the_page_of_the_review(registration, club, union, client):
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    client.force_login(union)
    place = [registration.term.code, club.slug, consent.pk]
    response = client.post(reverse("registration-consent-disapprove", args=place), follow=True)
    assert "승인하지 않았어요" in response.text
    assert state_of(consent) == State.REVOKED


def test_the_consent_of_another_club_is_not_approved_by_its_address(registration, union, client):
    consent, _token = ask_advisor(registration, email=ELSEWHERE)
    other = make_registration(make_club(), registration.term)
    client.force_login(union)
    place = [registration.term.code, other.club.slug, consent.pk]
    for verb in ("approve", "disapprove"):
        assert client.post(reverse(f"registration-consent-{verb}", args=place)).status_code == 404
    assert state_of(consent) == State.UNAPPROVED


def test_the_union_writes_down_what_the_office_has(registration, club, union, client):
    client.force_login(union)
    page = reverse("registration-consent", args=[registration.term.code, club.slug])
    assert page in client.get(registration.review_url).text
    response = client.post(page, OF_OFFICE | {"reason": ""})
    assert (response.status_code, "박교수" in response.text) == (422, True)
    text = client.post(page, OF_OFFICE, follow=True).text
    assert OF_OFFICE["reason"] in text
    assert "학교에서 확인한 동의 적기" not in text


def test_neither_the_address_nor_the_link_is_told_beyond_officers_and_union(
    registration, club, client
):
    consent, token = ask_advisor(registration)
    consent.answer(State.AGREED)
    entries = list(AuditLogEntry.objects.values())
    notifications = list(Notification.objects.values())
    for secret in (token, ADVISOR["email"]):
        assert secret not in f"{entries}{notifications}"
    client.force_login(make_member(club))
    for page in (club.get_absolute_url(), reverse("clubs:audit-log", args=[club.slug])):
        text = client.get(page).text
        assert ADVISOR["email"] not in text
        assert ADVISOR["name"] not in text
    assert ADVISOR["email"] not in client.get(address(token)).text


def test_the_account_of_who_asked_may_be_closed(registration, club, client):
    officer = make_officer(club)
    consent = Consent.objects.ask(registration, officer, **ADVISOR)
    officer.close_account()
    assert state_of(consent) == State.ASKED
    consent.answer(State.AGREED)
    assert Consent.objects.agreed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_filing_and_asking_somebody_else_at_once_never_files_without_a_consent(club):
    term = make_filing()
    registration, president = make_registration(club, term), club.president
    confirm(club, term)
    registration.edit(president, **TEXTS)
    need_advisor(term)
    consent, _token = ask_advisor(registration)
    consent.answer(State.AGREED)

    def ask():
        found = Registration.objects.get(pk=registration.pk)
        asked = ADVISOR | {"name": "이교수", "email": "lee@staff.saebom.example"}
        return Consent.objects.ask(found, president, **asked)

    filed, asked = at_once(lambda: Registration.objects.get().submit(president), ask)
    assert isinstance(filed, Refused) != isinstance(asked, Refused)
    if not isinstance(filed, Refused):
        assert filed.advisor_name == "김교수"
        assert state_of(consent) == State.AGREED
