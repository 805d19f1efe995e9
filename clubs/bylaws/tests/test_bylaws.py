"""Bylaws are written anew, never changed, and read by whom they concern."""

from functools import partial

import pytest
from django.test import Client

from clubs.bylaws.models import changed_lines
from clubs.bylaws.tests.bylaws import TEXT, write_bylaws
from clubs.models import AuditLogEntry, BannedWord, Bylaws
from clubs.registration.tests.registrations import make_filing, make_registration
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user, unverified
from tests.growth import grows_evenly
from tests.races import at_once

pytestmark = pytest.mark.django_db
OTHER = TEXT.replace("만 원", "이만 원")


def page(client, club, number=None):
    return client.get(f"{club.get_absolute_url()}bylaws/" + (f"{number}/" if number else ""))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_officer_writes_versions_and_members_see_what_differs(client, club):
    officer, member = make_officer(club), make_member(club)
    form = f"{club.get_absolute_url()}manage/bylaws/"
    client.force_login(officer)
    assert client.post(form, {"text": TEXT}).status_code == 303
    assert "만 원이에요" in client.get(form).text
    assert (
        client.post(form, {"text": OTHER, "change": "회비를 올렸어요", "base": 1}).status_code
        == 303
    )
    shown = page(signed_in(member), club).text
    assert "회칙 2판" in shown
    assert "회비를 올렸어요" in shown
    assert "<ins>이만 원이에요.</ins>" in shown
    assert "<del>만 원이에요.</del>" in shown
    earlier = page(signed_in(member), club, 1).text
    assert "지금 것이 아니에요" in earlier
    assert "이만 원" not in earlier
    entries = AuditLogEntry.objects.filter(club=club, action="bylaws")
    assert sorted(entries.values_list("detail", flat=True)) == ["1", "2"]


def test_the_same_again_is_no_new_version(club):
    first = write_bylaws(club)
    assert write_bylaws(club, f"  {TEXT}\n") == first
    assert write_bylaws(club, public=True).number == 2
    assert write_bylaws(club, OTHER, public=True).number == 3


def test_a_version_is_never_changed(club):
    version = write_bylaws(club)
    version.text = OTHER
    with pytest.raises(TypeError):
        version.save()
    assert Bylaws.objects.get().text == TEXT


@pytest.mark.parametrize("who", ["member", "stranger", "former", "union"])
def test_nobody_else_writes_them(club, who):
    people = {"member": make_member(club), "stranger": make_user(), "union": make_staff()}
    people["former"] = make_officer(club)
    club.remove(people["former"], by=club.president, reason="그만뒀어요")
    with pytest.raises(Refused, match="운영진만"):
        Bylaws.objects.write(club, people[who], TEXT)
    assert not Bylaws.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_there_are_none_without_a_text(client, club, text):
    client.force_login(club.president)
    answer = client.post(f"{club.get_absolute_url()}manage/bylaws/", {"text": text, "public": "on"})
    assert answer.status_code == 422
    assert not Bylaws.objects.exists()


def test_what_is_too_long_or_banned_stays_in_the_form(client, club):
    BannedWord.objects.create(word="나쁜말")
    client.force_login(club.president)
    for text in ["가" * 20_001, "나쁜말"]:
        answer = client.post(f"{club.get_absolute_url()}manage/bylaws/", {"text": text})
        assert answer.status_code == 422
        assert text in answer.text
    assert not Bylaws.objects.exists()


def test_members_read_them_and_others_where_the_club_shows_them(club):
    member, stranger, lapsed = make_member(club), make_user(), unverified(make_member(club))
    write_bylaws(club)
    for reader, status in [(member, 200), (make_staff(), 200), (stranger, 403), (lapsed, 403)]:
        assert page(signed_in(reader), club).status_code == status
    assert page(Client(), club).status_code == 403
    write_bylaws(club, OTHER, public=True)
    for client in [Client(), signed_in(stranger), signed_in(lapsed)]:
        assert "이만 원" in page(client, club).text
        assert page(client, club, 1).status_code == 404  # only the members have read that one
        assert "<del>" not in page(client, club).text
    assert page(signed_in(member), club, 1).status_code == 200


def test_what_a_club_no_longer_shows_nobody_else_reads(club):
    write_bylaws(club, public=True)
    write_bylaws(club, OTHER)
    assert page(Client(), club).status_code == 403
    assert page(signed_in(make_user()), club, 1).status_code == 403
    assert page(signed_in(make_member(club)), club, 1).status_code == 200


def test_visitors_find_what_the_club_shows(client, club):
    link, done = f"{club.get_absolute_url()}bylaws/", f"{club.get_absolute_url()}activity-reports/"
    write_bylaws(club)
    assert link not in client.get(done).text
    write_bylaws(club, public=True)
    assert link in client.get(done).text


def test_a_member_of_a_club_without_bylaws_learns_so(club):
    assert "아직 회칙을 쓰지 않았어요" in page(signed_in(make_member(club)), club).text
    assert page(signed_in(make_member(club)), club, 1).status_code == 404


def test_scripts_in_bylaws_are_text(club):
    write_bylaws(club, "<script>alert(1)</script> [나](javascript:alert(1))")
    shown = page(signed_in(make_member(club)), club).text.partition("<article")[2]
    assert "<script" not in shown.partition("</article>")[0]
    assert 'href="javascript' not in shown


def test_what_is_in_force_goes_with_a_registration_and_stays_in_it(client, club):
    union, term = make_staff(), make_filing()
    write_bylaws(club)
    registration = make_registration(club, term, filed=True)
    registration.send_back(union, {"bylaws": "회비를 적어 주세요."})
    write_bylaws(club, OTHER)
    registration.submit(club.president)
    first, second = registration.submissions.all()
    assert (first.bylaws.text, second.bylaws.text) == (TEXT, OTHER)
    client.force_login(union)
    review = client.get(registration.review_url).text
    assert "<ins>이만 원이에요.</ins>" in review
    assert "회칙 2판" in review


def test_a_club_without_bylaws_may_register(club):
    make_staff()
    registration = make_registration(club, make_filing(), filed=True)
    assert registration.last_submission.bylaws is None


def test_lines_that_differ_have_a_sign():
    assert changed_lines("가\n나", "가\n다") == [("-", "나"), ("+", "다")]
    assert changed_lines("", "가") == [("+", "가")]
    assert changed_lines("가", "가") == []


def test_comparing_long_texts_grows_evenly():
    lines = [f"제{n}조 이 조는 {n}번째예요.\n" for n in range(200)]

    def compare(numbers):
        before = "".join(f"{n} {line}" for n, line in enumerate(lines * len(numbers)))
        assert changed_lines(before, before.replace("번째", "째")) != []

    assert grows_evenly(compare, "1")


def test_texts_of_very_many_lines_are_removed_and_added():
    before, after = "가\n" * 1001, "나\n" * 3
    assert changed_lines(before, after) == [("-", "가")] * 1001 + [("+", "나")] * 3


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_two_versions():
    club = make_club()
    officers = [club.president, make_officer(club)]
    texts = [TEXT, OTHER]
    at_once(
        *[
            partial(Bylaws.objects.write, club, officer, text)
            for officer, text in zip(officers, texts, strict=True)
        ]
    )
    assert sorted(club.bylaws.values_list("number", flat=True)) == [1, 2]
