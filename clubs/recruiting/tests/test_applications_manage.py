"""Officers and applications: the list, deciding one and many, what other officers see, questions."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, Membership
from clubs.recruiting.models.querysets import OVERDUE_FOR_UNION_AFTER
from kclub.live import channels
from tests.factories import make_application, make_club, make_member, make_officer, make_user

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


@pytest.fixture
def officer(club, client):
    officer = make_officer(club, "김민지")
    client.force_login(officer)
    return officer


def rows(html):
    return [int(pk) for pk in re.findall(r'<article class="mod" id="a(\d+)"', html)]


def decide(client, application, decision, note="", **kwargs):
    address = url("application-manage", application.club, application.pk)
    return client.post(address, {"decision": decision, "note": note}, **kwargs)


def status_of(application):
    return Application.objects.get(pk=application.pk).status


# The list


def test_the_list_shows_who_waits_and_counts_the_others(client, club, officer):
    waiting = make_application(club, make_user("이서연"), message="할머니 카메라를 고쳤어요")
    approved, rejected, withdrawn = [make_application(club) for _ in range(3)]
    approved.approve(by=officer)
    rejected.reject(by=officer)
    withdrawn.withdraw()
    make_application(make_club(), make_user("남의 지원자"))

    page = client.get(url("applications", club))

    assert rows(page.text) == [waiting.pk]
    assert "할머니 카메라를 고쳤어요" in page.text
    assert "남의 지원자" not in page.text
    assert [page.context["counts"][s] for s in ["submitted", "approved", "rejected"]] == [1, 1, 1]
    assert rows(client.get(url("applications", club) + "?status=approved").text) == [approved.pk]
    assert rows(client.get(url("applications", club) + "?status=rejected").text) == [rejected.pk]
    assert rows(client.get(url("applications", club) + "?status=nonsense").text) == [waiting.pk]


def test_everybody_on_the_page_is_picked_by_a_link(client, club, officer):
    make_application(club)

    assert 'name="pick"' in client.get(url("applications", club)).text
    assert " checked>" not in client.get(url("applications", club)).text
    assert " checked>" in client.get(url("applications", club) + "?all=1").text


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_at_any_length(
    client, club, officer, django_assert_num_queries, count
):
    asked = [club.ask(officer, text=text) for text in ["왜?", "언제?"]]
    for _ in range(count):
        answers = [(question, "오늘") for question in asked]
        make_application(club, answers=answers, questionnaire=club.questionnaire)
    client.get(url("applications", club))

    # session and user, club, officer?, counts, how many, applications, answers; the frame
    with django_assert_num_queries(QUEUE_QUERIES):
        page = client.get(url("applications", club))
    assert len(rows(page.text)) == count


QUEUE_QUERIES = 9


# Deciding one


def test_without_htmx_a_decision_leads_back_to_the_list(client, club, officer):
    application = make_application(club, make_user("이서연"))

    response = decide(client, application, "approve")

    assert response.status_code == 303
    assert response.url.startswith(url("applications", club))
    assert club.is_member(application.applicant)
    assert "이서연님을 승인했어요" in client.get(response.url).text


def test_with_htmx_a_decision_changes_its_row_and_the_numbers(client, club, officer):
    application = make_application(club)

    response = decide(client, application, "approve", headers=PART)

    assert response.status_code == 200
    assert rows(response.text) == [application.pk]
    assert 'name="pick"' not in response.text
    assert "김민지" in response.text
    assert 'hx-target="#counts"' in response.text


def test_a_rejection_may_carry_a_reason_which_the_applicant_may_read(client, club, officer):
    application = make_application(club)

    decide(client, application, "reject", note="3월에 또 모집해요 ")

    application.refresh_from_db()
    assert (application.status, application.note) == ("rejected", "3월에 또 모집해요")


def test_who_decides_second_sees_on_the_row_who_was_faster(client, club, officer):
    application = make_application(club)
    application.reject(by=make_officer(club, "정유나"))

    part = decide(client, application, "approve", headers=PART)
    page = decide(client, application, "approve")

    for response in [part, page]:
        assert response.status_code == 409
        assert "정유나님이 먼저 결정했어요." in response.text
    assert rows(part.text) == [application.pk]
    assert not club.is_member(application.applicant)


def test_deciding_the_same_again_is_no_conflict(client, club, officer):
    application = make_application(club)

    statuses = {decide(client, application, "approve", headers=PART).status_code for _ in range(3)}

    assert statuses == {200}


@pytest.mark.parametrize("decision", ["approve", "reject", "interview", "waitlist", "offer"])
def test_nobody_decides_for_another_club(client, club, officer, decision):
    foreign = make_application(make_club())
    sent = {"decision": decision, "note": "화요일"}

    assert client.post(url("application-manage", club, foreign.pk), sent).status_code == 404
    assert decide(client, foreign, decision, note="화요일").status_code == 403
    assert status_of(foreign) == "submitted"


def test_an_officer_does_not_decide_about_themselves(client, club):
    application = make_application(club)
    Membership.objects.create(club=club, user=application.applicant, role="officer")
    client.force_login(application.applicant)

    response = decide(client, application, "approve", headers=PART)

    assert response.status_code == 403
    assert status_of(application) == "submitted"


# Deciding many


def test_ticked_applications_are_decided_alike(client, club, officer):
    one, two, other = [make_application(club) for _ in range(3)]

    response = client.post(
        url("applications-bulk", club), {"decision": "approve", "pick": [one.pk, two.pk]}
    )

    assert response.status_code == 303
    assert [status_of(a) for a in [one, two, other]] == ["approved", "approved", "submitted"]
    assert "2명을 승인했어요" in client.get(response.url).text


def test_one_conflict_holds_up_no_other(client, club, officer):
    gone, stays = make_application(club, make_user("이서연")), make_application(club)
    gone.withdraw()

    response = client.post(
        url("applications-bulk", club),
        {"decision": "reject", "pick": [gone.pk, stays.pk], "sure": "1"},
    )

    assert status_of(stays) == "rejected"
    assert status_of(gone) == "withdrawn"
    assert "이서연님이 지원을 취소했어요" in client.get(response.url).text


def test_more_than_ten_are_shown_once_more_before(client, club, officer):
    applications = [make_application(club) for _ in range(11)]
    picked = {"decision": "approve", "pick": [a.pk for a in applications]}

    asked = client.post(url("applications-bulk", club), picked)
    assert asked.status_code == 200
    assert "11명을 어떻게 할까요?" in asked.text
    assert not club.applications.decided().exists()

    client.post(url("applications-bulk", club), picked | {"sure": "1"})
    assert club.applications.filter(status="approved").count() == 11


def test_foreign_and_nonsensical_picks_are_passed_over(client, club, officer):
    own, foreign = make_application(club), make_application(make_club())

    client.post(
        url("applications-bulk", club),
        {"decision": "approve", "pick": [own.pk, foreign.pk, "x", "-1", "9" * 30, "٣"]},
    )

    assert [status_of(a) for a in [own, foreign]] == ["approved", "submitted"]


@pytest.mark.parametrize("sent", [{}, {"decision": "approve"}, {"decision": "x", "pick": [0]}])
def test_nothing_picked_is_said(client, club, officer, sent):
    make_application(club)

    response = client.post(url("applications-bulk", club), sent)

    assert "먼저 지원서를 골라 주세요" in client.get(response.url).text


# Finding one among many


def test_the_list_finds_by_name_and_by_receipt(client, club, officer):
    found = make_application(club, make_user("이서연"))
    found.reject(by=officer)
    make_application(club, make_user("강하람"))

    for text in ["서연", " 이 서연 ", found.receipt, found.receipt.lower()]:
        assert rows(client.get(url("applications", club), {"q": text}).text) == [found.pk]
    assert (
        "‘없는 사람’ 지원자는 없어요" in client.get(url("applications", club) + "?q=없는 사람").text
    )


def test_each_state_has_its_filter_and_its_number(client, club, officer):
    late, met, waits, offered = [make_application(club) for _ in range(4)]
    met.interview(by=officer, note="화요일")
    waits.waitlist(by=officer)
    offered.waitlist(by=officer)
    offered.offer(by=officer)
    long_ago = timezone.now() - timedelta(days=8)
    Application.objects.filter(pk=late.pk).update(submitted_at=long_ago)

    def shown(query):
        return rows(client.get(url("applications", club) + query).text)

    assert shown("?late=1") == shown("") == [late.pk]
    assert shown("?status=interview") == [met.pk]
    assert shown("?status=waitlisted") == [waits.pk]
    assert shown("?status=offered") == [offered.pk]
    page = client.get(url("applications", club))
    assert page.context["counts"]["overdue"] == 1
    assert re.findall(r'href="\?(\S+)" aria-current="true"', page.text) == ["status=submitted"]
    assert page.text.count("7일 넘음") == 2  # the filter and the row


def test_an_application_is_overdue_while_it_is_the_clubs_turn(club):
    fresh, old, met, met_late, waits = [make_application(club) for _ in range(5)]
    for application in [met, met_late]:
        application.interview(by=club.president, note="화요일")
    waits.waitlist(by=club.president)
    pks = [old.pk, met.pk, met_late.pk, waits.pk]
    long_ago = timezone.now() - timedelta(days=15)
    Application.objects.filter(pk__in=pks).update(submitted_at=long_ago)
    week = timezone.now() - timedelta(days=7, minutes=1)
    Application.objects.filter(pk__in=[met_late.pk, waits.pk]).update(decided_at=week)

    assert {*club.applications.overdue()} == {old, met_late}
    assert {*club.applications.overdue(OVERDUE_FOR_UNION_AFTER)} == {old}
    assert {a for a in club.applications.all() if a.is_overdue} == {old, met_late}
    assert [a for a in club.applications.all() if a.is_overdue_for_union] == [old]
    assert not fresh.is_overdue


# One application


def test_the_page_of_one_shows_all_that_was_written_and_how_it_came_there(client, officer, club):
    why = club.ask(officer, text="왜?")
    club.edit(join_mode="application")
    application = make_application(
        club, answers=[(why, "좋아서요")], questionnaire=club.questionnaire
    )
    application.waitlist(by=officer, note="자리가 나면 연락할게요")

    page = client.get(url("application-manage", club, application.pk)).text

    for words in ["왜?", "좋아서요", "대기 명단에 올랐어요", "자리가 나면 연락할게요", "김민지"]:
        assert words in page


def test_an_interview_needs_to_say_when_and_where(client, club, officer):
    application = make_application(club)

    refused = decide(client, application, "interview", note=" ")
    assert refused.status_code == 422
    assert status_of(application) == "submitted"

    assert decide(client, application, "interview", note="화요일 6시").status_code == 303
    assert status_of(application) == "interview"


def test_what_was_said_before_is_offered_again(client, club, officer):
    make_application(club).reject(by=officer, note="3월에 또 모집해요")

    page = client.get(url("application-manage", club, make_application(club).pk)).text

    assert '<option value="3월에 또 모집해요">' in page


def test_without_htmx_what_was_just_decided_is_undone_where_one_lands(client, club, officer):
    application = make_application(club)

    landed = client.get(decide(client, application, "reject").url)
    assert "방금 1명을 결정했어요" in landed.text
    undone = client.post(
        url("applications-bulk", club), {"decision": "undo", "pick": [application.pk]}
    )

    assert "되돌렸어요" in client.get(undone.url).text
    assert status_of(application) == "submitted"


def test_with_htmx_the_row_offers_to_undo_and_then_is_as_before(client, club, officer):
    application = make_application(club)

    assert 'value="undo"' in decide(client, application, "approve", headers=PART).text
    row = decide(client, application, "undo", headers=PART)

    assert 'value="approve"' in row.text
    assert not club.is_member(application.applicant)


def test_one_comes_back_to_the_list_as_it_was_filtered(client, club, officer):
    application = make_application(club)
    sent = {"decision": "reject", "back": "status=interview&"}

    response = client.post(url("application-manage", club, application.pk), sent)

    assert response.url == url("applications", club) + "?status=interview&done=1"
    evil = {"decision": "undo", "back": "//evil.example/?q=x"}
    back = client.post(url("application-manage", club, application.pk), evil).url
    assert back.startswith(url("applications", club))


# Many, with a reason


def test_a_reason_for_many_is_asked_for_and_given_to_each(client, club, officer):
    one, two = make_application(club), make_application(club)
    picked = {"pick": [one.pk, two.pk], "decision": "reject"}

    asked = client.post(url("applications-bulk", club), picked)
    assert asked.status_code == 200
    assert "2명을 어떻게 할까요?" in asked.text
    assert status_of(one) == "submitted"
    client.post(url("applications-bulk", club), picked | {"sure": "1", "note": "다음에 만나요"})

    notes = club.applications.filter(status="rejected").values_list("note", flat=True)
    assert list(notes) == ["다음에 만나요"] * 2


def test_many_are_met_only_if_it_is_said_where(client, club, officer):
    application = make_application(club)
    sent = {"pick": [application.pk], "decision": "interview", "sure": "1"}

    refused = client.post(url("applications-bulk", club), sent)

    assert refused.status_code == 422
    assert "언제 어디서 만날지" in refused.text
    assert status_of(application) == "submitted"


def test_only_as_many_are_approved_as_there_are_seats(client, club, officer):
    long_ago = timezone.now() - timedelta(days=30)
    club.memberships.filter(user=officer).update(joined_at=long_ago)
    club.recruit(officer, seats=1)
    one, two = make_application(club), make_application(club)

    response = client.post(
        url("applications-bulk", club), {"decision": "approve", "pick": [one.pk, two.pk]}
    )

    assert sorted([status_of(one), status_of(two)]) == ["approved", "submitted"]
    assert "자리가 다 찼어요" in client.get(response.url).text


# To take home


def test_the_list_is_a_spreadsheet_that_runs_nothing_and_is_written_down(client, club, officer):
    why = club.ask(officer, text="왜?")
    club.edit(join_mode="application")
    answers = [(why, "=HYPERLINK(1)")]
    make_application(club, make_user("이서연"), answers=answers, questionnaire=club.questionnaire)
    make_application(make_club(), make_user("남의 지원자"))

    response = client.post(url("applications-csv", club), {"back": "status=submitted&"})

    text = response.content.decode()
    assert text.startswith("\ufeff")
    head, row = text.removeprefix("\ufeff").splitlines()
    assert head.endswith(",왜?")
    assert "이서연" in row
    assert row.endswith("'=HYPERLINK(1)")
    assert club.audit_log_entries.filter(action="exported", by=officer).exists()
    assert client.get(url("applications-csv", club)).status_code == 405


def test_the_list_is_not_taken_without_end(client, club, officer, allow):
    allow({})
    statuses = [client.post(url("applications-csv", club)).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


# Recruiting


def test_dates_seats_and_the_way_in_are_set_on_a_page_of_their_own(client, club, officer):
    sent = {"join_mode": "open", "recruiting_from": "2026-11-01", "seats": "12"}

    assert client.post(url("recruiting", club), sent).status_code == 303

    club.refresh_from_db()
    assert (club.join_mode, club.seats, club.recruiting_from.day) == ("open", 12, 1)
    assert "12자리 가운데" in client.get(url("recruiting", club)).text
    wrong = sent | {"recruiting_until": "2026-10-01"}
    refused = client.post(url("recruiting", club), wrong)
    assert refused.status_code == 422
    assert "시작보다 뒤여야" in refused.text


# Live


def changes(client, club, query=""):
    return client.get(url("applications", club) + query, headers=PART).text


def test_a_watching_page_gets_what_is_new_and_nothing_it_has(client, club, officer):
    known = make_application(club)
    new = make_application(club)

    html = changes(client, club, f"?shown={known.pk}-submitted")

    assert rows(html) == [new.pk]
    assert "새 지원서가 1건 왔어요" in html
    assert "<html" not in html
    assert (
        rows(changes(client, club, f"?shown={known.pk}-submitted&shown={new.pk}-submitted")) == []
    )


def test_a_watching_page_sees_what_another_has_decided_in_its_place(client, club, officer):
    one, two = make_application(club), make_application(club)
    one.approve(by=make_officer(club, "정유나"))

    html = changes(client, club, f"?shown={one.pk}-submitted&shown={two.pk}-submitted")

    assert rows(html) == [one.pk]
    assert "정유나" in html
    assert rows(changes(client, club, f"?shown={one.pk}-approved&shown={two.pk}-submitted")) == []


def test_a_watching_page_takes_the_way_to_undo_from_nobody(client, club, officer):
    mine, theirs = make_application(club), make_application(club)
    mine.approve(by=officer)
    theirs.approve(by=make_officer(club))

    assert 'value="undo"' in changes(client, club, f"?shown={mine.pk}-submitted")
    assert 'value="undo"' not in changes(client, club, f"?shown={theirs.pk}-submitted")


def test_a_later_page_and_other_filters_get_no_newcomers(client, club, officer):
    make_application(club)

    assert rows(changes(client, club, "?page=2")) == []
    assert rows(changes(client, club, "?status=approved")) == []
    assert rows(changes(client, club)) != []


def test_a_watching_page_learns_nothing_of_other_clubs(client, club, officer):
    foreign = make_application(make_club())
    foreign.approve(by=foreign.club.president)

    assert rows(changes(client, club, f"?shown={foreign.pk}-submitted")) == []


def test_only_its_officers_may_listen_to_the_dashboard(club):
    assert channels.may_listen(make_officer(club), club.officers_channel)
    assert channels.may_listen(club.president, club.officers_channel)
    assert not channels.may_listen(make_member(club), club.officers_channel)
    assert not channels.may_listen(make_officer(make_club()), club.officers_channel)
    assert not channels.may_listen(None, club.officers_channel)


def test_the_stream_of_the_desk_refuses_by_status(client, club):
    answers = {make_officer(club): 200, make_member(club): 403, make_user(): 403}

    for user, status in answers.items():
        client.force_login(user)
        assert client.get(url("dashboard-stream", club)).status_code == status
    client.logout()
    assert client.get(url("dashboard-stream", club)).status_code == 401


# Questions


def asked(club):
    return [question.text for question in club.questionnaire.questions.all()]


def test_questions_are_added_changed_moved_and_taken_out(client, club, officer):
    for text in ["왜?", "언제?", "어디서?"]:
        response = client.post(
            url("questions", club), {"text": text, "kind": "long", "choices": "", "required": "on"}
        )
        assert response.status_code == 303
    where = club.questionnaire.questions.get(text="어디서?")

    client.post(url("question-move", club, where.pk), {"step": "-1"})
    assert asked(club) == ["왜?", "어디서?", "언제?"]
    client.post(url("question-move", club, where.pk), {"step": "1"})
    client.post(url("question-move", club, where.pk), {"step": "1"})
    assert asked(club) == ["왜?", "언제?", "어디서?"]

    client.post(
        url("question", club, where.pk), {"text": "어디?", "kind": "choice", "choices": "집, 학교"}
    )
    where.refresh_from_db()
    assert (where.text, where.choice_list, where.required) == ("어디?", ["집", "학교"], False)
    client.post(url("question-delete", club, where.pk))
    assert asked(club) == ["왜?", "언제?"]


def test_a_choice_needs_something_to_choose(client, club, officer):
    response = client.post(
        url("questions", club), {"text": "언제?", "kind": "choice", "choices": "오늘"}
    )

    assert response.status_code == 422
    assert "choices" in response.context["form"].errors


@pytest.mark.parametrize("name", ["question", "question-move", "question-delete"])
def test_questions_of_another_club_are_not_found(client, club, officer, name):
    other = make_club()
    foreign = other.ask(other.president, text="왜?")

    response = client.post(url(name, club, foreign.pk), {"text": "하", "kind": "long"})

    assert response.status_code == 404
    assert asked(other) == ["왜?"]


def test_one_application_asks_ten_questions(client, club, officer, django_assert_max_num_queries):
    application = make_application(club)
    client.force_login(officer)
    url = reverse("clubs:application-manage", args=[club.slug, application.pk])
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200
