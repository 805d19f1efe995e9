"""A club rests and is active again; the union renames one."""

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry, Club
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))


def test_a_president_pauses_the_club_and_resumes_it(client, club):
    client.force_login(club.president)
    dashboard = reverse("clubs:dashboard", args=[club.slug])
    pause = reverse("clubs:club-pause", args=[club.slug])
    for _again in range(2):
        client.post(pause, {"pause": "1"})
    assert "쉬는 중" in client.get(club.get_absolute_url()).text
    with pytest.raises(Refused):
        Club.objects.get(pk=club.pk).apply(make_user())
    assert "다시 활동하기" in client.get(dashboard).text

    client.post(pause, {"pause": "0"})
    assert Club.objects.get(pk=club.pk).status == "active"
    assert actions(club)[-2:] == [Action.PAUSED, Action.RESUMED]


def test_officers_do_not_pause_their_club(club):
    with pytest.raises(Refused):
        club.pause(make_officer(club))
    with pytest.raises(Refused):
        club.pause(make_member(club))


def test_the_union_pauses_a_club_and_its_president_is_told(client, club):
    client.force_login(make_staff())
    client.post(reverse("union:club", args=[club.slug]), {"verb": "pause", "reason": ""})
    assert Club.objects.get(pk=club.pk).status == "dormant"
    assert "쉬는 중으로 바꿨어요" in str(club.president.notifications.latest("pk"))


def test_a_suspended_club_is_not_resumed_by_its_president(club):
    club.suspend(make_staff(), "회계")
    with pytest.raises(Refused):
        club.resume(club.president)
    assert Club.objects.get(pk=club.pk).status == "suspended"


def test_the_union_renames_a_club_whose_address_stays(client, club):
    client.force_login(make_staff())
    address = club.get_absolute_url()
    client.post(reverse("union:club-rename", args=[club.slug]), {"name": "새 이름"})
    assert "새 이름" in client.get(address).text
    assert [str(found) for found in Club.objects.matching("새이름")] == ["새 이름"]
    assert actions(club)[-1] == Action.RENAMED
    assert "새 이름" in str(club.president.notifications.latest("pk"))


def test_a_name_it_has_already_is_no_change(client, club):
    client.force_login(make_staff())
    rename = reverse("union:club-rename", args=[club.slug])
    told = club.president.notifications.count()
    answer = client.post(rename, {"name": f" {club.name} "}, follow=True)
    assert "바뀐 것이 없어요" in answer.text
    assert club.president.notifications.count() == told
    assert Action.RENAMED not in actions(club)


@pytest.mark.parametrize("name", ["", "가람", "ㅤ", "가" * 41])
def test_a_name_that_cannot_be_given_comes_back(client, club, name):
    make_club("가람")
    client.force_login(make_staff())
    answer = client.post(reverse("union:club-rename", args=[club.slug]), {"name": name})
    assert answer.status_code == 422
    assert 'class="err"' in answer.text
    assert Club.objects.get(pk=club.pk).name == club.name


@pytest.mark.django_db(transaction=True)
def test_of_two_clubs_renamed_alike_at_once_one_is():
    clubs, staff = [make_club(), make_club()], make_staff()
    answers = at_once(*[lambda club=club: club.rename(staff, "하나뿐") for club in clubs])
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert Club.objects.filter(name="하나뿐").count() == 1


def test_a_president_who_leaves_is_led_to_the_hand_over(client, club):
    client.force_login(club.president)
    page = client.get(reverse("clubs:membership-leave", args=[club.slug]))
    assert club.presidency_url in page.text
    refused = client.post(reverse("clubs:membership-leave", args=[club.slug]))
    assert refused.status_code == 403
    assert club.presidency_url in refused.text
