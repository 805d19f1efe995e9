import pytest
from django.urls import reverse

from clubs.board.tests.test_posts import EVIL, cost
from clubs.models import Club
from kclub.errors import Conflict
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db
DESK = "/union/"


def url(name, club):
    return reverse(f"union:{name}", args=[club.slug])


@pytest.fixture
def waiting(db):
    return make_club("새 동아리", opened=False, description="**함께** 놀아요", fee="학기 3만 원")


def test_the_dashboard_shows_all_that_is_needed_to_decide(client, waiting):
    client.force_login(make_staff())
    page = client.get(DESK).text
    for said in ["새 동아리", "<strong>함께</strong>", "학기 3만 원", waiting.president.email]:
        assert said in page


def test_those_who_wait_longest_stand_first(client, waiting):
    later = make_club(opened=False)
    make_club()
    client.force_login(make_staff())
    assert client.get(DESK).context["waiting"] == [waiting, later]


def test_an_approved_club_is_open_and_listed_as_decided(client, waiting):
    client.force_login(make_staff("연합회 김"))
    page = client.post(url("club-approve", waiting), follow=True)
    waiting.refresh_from_db()
    assert waiting.is_open
    assert page.context["waiting"] == []
    assert waiting in page.context["decided"]
    assert "연합회 김" in page.text


def test_a_club_goes_back_only_with_a_reason(client, waiting):
    other = make_club(opened=False)
    client.force_login(make_staff())
    response = client.post(url("club-return", waiting), {"reason": "  "})
    assert response.status_code == 422
    assert 'id="errors"' in response.text
    assert response.text.count('aria-invalid="true"') == 1
    assert other.name in response.text

    client.post(url("club-return", waiting), {"reason": "회비를 적어 주세요"})
    waiting.refresh_from_db()
    assert waiting.status == Club.Status.DRAFT
    assert waiting.return_reason == "회비를 적어 주세요"


def test_of_two_deciding_differently_the_first_wins_and_is_named(client, waiting):
    same_club = Club.objects.get(pk=waiting.pk)
    waiting.send_back(make_staff("김먼저"), "이유")
    with pytest.raises(Conflict, match="김먼저님이 먼저 결정했어요"):
        same_club.approve(make_staff())
    client.force_login(make_staff())
    response = client.post(url("club-approve", waiting))
    assert response.status_code == 409
    assert "김먼저님이 먼저 결정했어요" in response.text


def test_a_club_of_the_longest_name_opens_with_its_room(client):
    club = make_club("가" * 40, opened=False)
    client.force_login(make_staff())
    assert client.post(url("club-approve", club)).status_code == 303
    club.rooms.get().full_clean()


def test_approving_twice_is_approving_once(client, waiting):
    client.force_login(make_staff())
    for _ in range(2):
        assert client.post(url("club-approve", waiting)).status_code == 303
    assert waiting.rooms.count() == 1
    assert waiting.president.notifications.count() == 1


def test_nothing_is_decided_by_get(client, waiting):
    client.force_login(make_staff())
    assert client.get(url("club-approve", waiting)).status_code == 405
    assert client.get(url("club-return", waiting)).status_code == 405


def test_what_founders_write_stays_text(client):
    make_club(EVIL[:40], opened=False, summary=EVIL[:60], description=EVIL, fee=EVIL[:40])
    client.force_login(make_staff())
    assert "<script>alert" not in client.get(DESK).text
    assert "<img src=x" not in client.get(DESK).text


def test_the_desk_costs_the_same_at_3_clubs_and_at_30(client):
    client.force_login(make_staff())
    costs = []
    for more in [3, 27]:
        for _ in range(more):
            make_club(opened=False)
            make_club()
        costs.append(cost(client, DESK))
    assert costs[0] == costs[1] <= 10
