"""What an applicant has begun to write."""

import pytest

from clubs.recruiting.tests.applications import ask, in_days, url
from tests.factories import (
    make_application,
    make_club,
    make_user,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_what_was_begun_is_kept_and_comes_back(client, user):
    club = make_club(join_mode="application")
    why, other = ask(club), ask(club, "써 봤나요?", kind="choice", choices="네, 아니요")
    client.force_login(user)

    saved = client.post(url("draft", club), {f"q-{why.key}": "할머니 카메라", f"q-{other.key}": ""})

    assert saved.status_code == 303
    assert "할머니 카메라</textarea>" in client.get(url("join", club)).text
    part = client.post(url("draft", club), {f"q-{why.key}": "할머니 카메라를"}, headers=PART)
    assert "임시 저장했어요" in part.text
    assert "<form" not in part.text
    assert club.drafts.get().answers == {why.key: "할머니 카메라를"}
    assert not club.applications.exists()


def test_a_draft_fits_the_next_version_of_the_questions(client, user):
    club = make_club(join_mode="application")
    why, gone = ask(club), ask(club, "언제?")
    client.force_login(user)
    client.post(url("draft", club), {f"q-{why.key}": "좋아서요", f"q-{gone.key}": "오늘"})
    answers = [(why, "네"), (gone, "네")]
    make_application(club, answers=answers, questionnaire=club.questionnaire)
    why.change(club.president, text="왜 하필 우리인가요?")
    gone.drop(club.president)

    page = client.get(url("join", club)).text

    assert "왜 하필 우리인가요?" in page
    assert "좋아서요</textarea>" in page
    assert "오늘</textarea>" not in page


def test_sending_ends_the_draft_and_nothing_is_kept_after(client, club, user):
    client.force_login(user)
    client.post(url("draft", club), {"message": "할머니"})
    client.post(url("join", club), {"message": "할머니 카메라를 고쳤어요"})

    late = client.post(url("draft", club), {"message": "할머니"}, headers=PART)

    assert late.status_code == 204
    assert not club.drafts.exists()


def test_a_draft_is_thrown_away_by_its_writer_alone(client, club, user):
    club.save_draft(user, "할머니")
    client.force_login(make_user())
    client.post(url("draft", club), {"discard": "1"})
    assert club.drafts.exists()
    client.force_login(user)

    assert client.post(url("draft", club), {"discard": "1"}).status_code == 303
    assert not club.drafts.exists()


def test_officers_never_see_a_draft(client, club, user):
    club.save_draft(user, "아직 보내지 않은 말")
    client.force_login(club.president)

    for address in [url("applications", club), url("applications", club) + f"?q={user}"]:
        assert "아직 보내지 않은 말" not in client.get(address).text
    assert "아직 보내지 않은 말" not in client.post(url("applications-csv", club)).text


def test_who_comes_too_late_can_still_read_what_they_wrote(client, club, user):
    client.force_login(user)
    club.edit(recruiting_until=in_days(-1))
    late = client.post(url("join", club), {"message": "할머니 카메라를 고쳤어요"})
    assert "쓴 내용은 보관했어요" in late.text

    page = client.get(url("join", club))

    assert page.status_code == 200
    assert "할머니 카메라를 고쳤어요</textarea>" in page.text
    assert "모집이 마감됐어요" in page.text
    assert "가입 신청</button>" not in page.text


def test_saving_too_often_is_held_back(client, club, user, allow):
    allow({"draft": (1, 60)})
    client.force_login(user)

    statuses = [client.post(url("draft", club), {"message": "안녕"}).status_code for _ in "ab"]

    assert statuses == [303, 429]
