"""The meeting of representatives votes, and its resolution decides many registrations at once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Term
from clubs.models import Registration, Resolution, Rules
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import make_filing, make_registration
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
State = Registration.State


@pytest.fixture
def term():
    """A term in which only the meeting registers new clubs."""
    term = make_filing()
    Rules.objects.filter(applies_to=Kind.NEW).update(needs_resolution=True)
    return term


@pytest.fixture
def union():
    return make_staff()


@pytest.fixture
def filed(term):
    return [make_registration(make_club(), term, filed=True) for _each in range(3)]


def vote(**more):
    """Return the fields of a Resolution."""
    return {
        "meeting": "2학기 첫 대표자회의",
        "held_on": timezone.localdate(),
        "present": 40,
        "in_favour": 30,
        "against": 6,
        "abstained": 4,
        "outcome": "accepted",
        "note": "",
    } | more


def states():
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def test_one_vote_registers_many_clubs(term, union, filed):
    filed[0].mark_checked(make_staff())
    resolution = Resolution.objects.record(term, union, filed, **vote())
    assert states() == [State.ACCEPTED] * 3
    for registration in Registration.objects.all():
        assert (registration.resolution, registration.decided_by) == (resolution, union)
        assert registration.club.standing == "provisional"
    assert Notification.objects.filter(kind="registration-accepted").count() == 3


def test_one_vote_refuses_many_with_the_note_as_the_reason(term, union, filed):
    with pytest.raises(Refused, match="이유"):
        Resolution.objects.record(term, union, filed, **vote(outcome="refused", note=" "))
    Resolution.objects.record(term, union, filed, **vote(outcome="refused", note="활동이 없어요"))
    assert states() == [State.REFUSED] * 3
    assert Registration.objects.first().reason == "활동이 없어요"


def test_recording_the_same_again_returns_the_same(term, union, filed):
    first = Resolution.objects.record(term, union, filed, **vote())
    assert Resolution.objects.record(term, union, filed, **vote()) == first
    assert Notification.objects.filter(kind="registration-accepted").count() == 3
    with pytest.raises(Refused):
        Resolution.objects.record(term, union, filed, **vote(in_favour=29))
    assert Resolution.objects.count() == 1


def test_only_a_resolution_accepts_what_needs_one(term, union, filed):
    filed[0].mark_checked(union)
    filed[0].mark_checked(make_staff())
    assert (filed[0].state, filed[0].decided_by) == (State.CHECKED, union)
    for registration in filed[:2]:
        with pytest.raises(Refused, match="대표자회의에서"):
            registration.accept(union)
    assert states() == [State.CHECKED, State.SUBMITTED, State.SUBMITTED]


def test_what_needs_no_resolution_is_not_marked_checked(term, union, filed):
    Rules.objects.update(needs_resolution=False)
    with pytest.raises(Refused, match="바로 결정"):
        filed[0].mark_checked(union)


def test_a_checked_one_is_returned_or_refused_and_not_filed_twice(union, filed):
    one, two, three = filed
    for each in filed:
        each.mark_checked(union)
    assert three.submit(three.club.president) == three.submissions.get()
    one.send_back(make_staff(), {"plan": "더"})
    two.refuse(make_staff(), "활동이 없어요")
    assert states() == [State.RETURNED, State.REFUSED, State.CHECKED]


def test_where_one_cannot_be_decided_none_is_and_each_is_named(term, union, filed):
    membership = filed[1].club.admit(union)
    membership.role = membership.Role.OFFICER
    membership.save()
    filed[2].send_back(make_staff(), {"plan": "더"})
    with pytest.raises(Refused) as refusal:
        Resolution.objects.record(term, union, filed, **vote())
    sentences = str(refusal.value).splitlines()
    assert [sentence.partition(":")[0] for sentence in sentences] == [
        filed[1].club.name,
        filed[2].club.name,
    ]
    assert states() == [State.SUBMITTED, State.SUBMITTED, State.RETURNED]
    assert not Resolution.objects.exists()


def test_nobody_else_records_a_vote(term, filed):
    with pytest.raises(Refused, match="연합회만"):
        Resolution.objects.record(term, filed[0].club.president, filed[1:], **vote())


def test_a_vote_adds_up_and_has_been_held(term, union, filed):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in [{"in_favour": 31}, {"held_on": tomorrow}]:
        with pytest.raises(Refused):
            Resolution.objects.record(term, union, filed, **vote(**wrong))
    with pytest.raises(Refused, match="골라"):
        Resolution.objects.record(term, union, [], **vote())
    assert not Resolution.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_resolution_against_a_return_decides_all_or_none():
    term, union, other = make_filing(), make_staff(), make_staff()
    filed = [make_registration(make_club(), term, filed=True) for _each in range(3)]

    def resolve():
        found = list(Registration.objects.order_by("-pk"))
        return Resolution.objects.record(term, union, found, **vote())

    def send_back():
        Registration.objects.get(pk=filed[1].pk).send_back(other, {"plan": "더"})

    resolved, returned = at_once(resolve, send_back)
    if isinstance(resolved, Refused):
        assert states() == [State.SUBMITTED, State.RETURNED, State.SUBMITTED]
    else:
        assert isinstance(returned, Conflict)
        assert states() == [State.ACCEPTED] * 3


@pytest.mark.django_db(transaction=True)
def test_two_resolutions_about_the_same_clubs_do_not_wait_for_each_other():
    term = make_filing()
    filed = [make_registration(make_club(), term, filed=True) for _each in range(3)]

    def resolve(by, keys):
        found = [Registration.objects.get(pk=key) for key in keys]
        return lambda: Resolution.objects.record(term, by, found, **vote())

    keys = [registration.pk for registration in filed]
    answers = at_once(resolve(make_staff(), keys), resolve(make_staff(), keys[::-1]))
    assert sum(isinstance(answer, Resolution) for answer in answers) >= 1
    assert states() == [State.ACCEPTED] * 3
    assert Resolution.objects.count() == 1


def test_a_club_of_another_term_is_not_decided(term, union, filed):
    other = Term.objects.add("2033-1", date(2033, 3, 2), date(2033, 6, 20))
    with pytest.raises(Refused, match="다른 학기"):
        Resolution.objects.record(other, union, filed[:1], **vote())
    assert states() == [State.SUBMITTED] * 3


def test_what_was_returned_and_not_mended_in_time_waits_for_the_meeting_too(term, union, filed):
    filed[0].send_back(make_staff(), {"plan": "더"})
    assert filed[0] not in Registration.objects.waiting()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert filed[0] in Registration.objects.waiting()
        Resolution.objects.record(term, union, filed[:1], **vote())
    filed[0].refresh_from_db()
    assert filed[0].state == State.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_of_checking_and_refusing_at_once_the_refusal_stands():
    term, one, two = make_filing(), make_staff(), make_staff()
    Rules.objects.update(needs_resolution=True)
    registration = make_registration(make_club(), term, filed=True)

    def found():
        return Registration.objects.get(pk=registration.pk)

    checked, refused = at_once(
        lambda: found().mark_checked(one), lambda: found().refuse(two, "활동이 없어요")
    )
    assert refused is None
    assert checked is None or isinstance(checked, Conflict)
    assert (found().state, found().decided_by) == (State.REFUSED, two)


# Pages


@pytest.fixture
def staff(client, union):
    client.force_login(union)
    return union


def sent(registrations, **more):
    """Return what the form sends."""
    fields = vote(**more)
    fields["held_on"] = fields["held_on"].isoformat()
    return fields | {"registrations": [each.pk for each in registrations]}


def test_the_union_ticks_clubs_and_enters_the_vote(client, staff, term, filed):
    url = reverse("resolution", args=[term.code])
    assert client.post(url, sent(filed[:2])).status_code == 303
    assert client.post(url, sent(filed[:2])).status_code == 303  # a double click
    assert states() == [State.ACCEPTED, State.ACCEPTED, State.SUBMITTED]
    page = client.get(url).text
    assert "참석 40 · 찬성 30 · 반대 6 · 기권 4" in page
    assert Resolution.objects.count() == 1


def test_a_refused_vote_comes_back_with_what_was_ticked(client, staff, term, filed):
    filed[1].send_back(make_staff(), {"plan": "더"})
    response = client.post(reverse("resolution", args=[term.code]), sent(filed))
    assert response.status_code == 422
    assert f"{filed[1].club}: " in response.text
    assert response.context["form"].ticked == [str(each.pk) for each in filed]
    assert "2학기 첫 대표자회의" in response.text


@pytest.mark.parametrize("wrong", [{"present": 0}, {"meeting": ""}, {"outcome": "other"}])
def test_a_form_that_is_not_filled_in_comes_back(client, staff, term, filed, wrong):
    response = client.post(reverse("resolution", args=[term.code]), sent(filed, **wrong))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == set(wrong)


def test_a_reviewer_marks_it_checked_on_its_page_and_the_president_reads_it(client, staff, filed):
    page = client.get(filed[0].review_url)
    assert [verb for verb, _label in page.context["form"].fields["verb"].choices] == [
        "check",
        "return",
        "refuse",
    ]
    assert client.post(filed[0].review_url, {"verb": "accept"}).status_code == 422
    assert client.post(filed[0].review_url, {"verb": "check"}).status_code == 303
    client.force_login(filed[0].club.president)
    assert "다음 대표자회의에서 정해요" in client.get(filed[0].get_absolute_url()).text


def test_the_agenda_has_a_line_for_each_club_that_waits(client, staff, term, filed):
    filed[2].refuse(make_staff(), "활동이 없어요")
    page = client.get(reverse("agenda", args=[term.code])).text
    assert [each.club.name in page for each in filed] == [True, True, False]


def test_the_pages_take_as_many_queries_for_many_clubs(
    client, staff, term, filed, django_assert_max_num_queries
):
    for name in ["resolution", "agenda"]:
        with django_assert_max_num_queries(11):
            client.get(reverse(name, args=[term.code]))
