"""The page of the audit log: the words of its entries, and filters that make no sense."""

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry
from tests.factories import make_member, make_officer, make_user

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action


def address(club):
    return reverse("clubs:audit-log", args=[club.slug])


@pytest.mark.parametrize(
    ("action", "detail", "text"),
    [
        (Action.EDITED, "place fee", "모이는 곳, 회비"),
        (Action.EDITED, "place long_gone", "모이는 곳, long_gone"),
        (Action.APPOINTED, "officer 총무", "운영진 총무"),
        (Action.APPOINTED, "member", "부원"),
        (Action.APPOINTED, "emperor 총무", "emperor 총무"),
        (Action.EVENT, "officer", "officer"),
    ],
)
def test_codes_in_a_detail_are_read_as_words(club, action, detail, text):
    club.record(action, club.president, detail=detail)
    assert club.audit_log_entries.first().detail_text == text


def test_an_action_that_is_no_more_is_shown_by_its_code(club):
    entry = club.audit_log_entries.create(action="beheaded", by=club.president)
    assert entry.action_label == "beheaded"
    assert str(entry) == "beheaded"


def test_strangers_are_refused_the_log_and_shown_the_club(client, club, user):
    client.force_login(user)
    response = client.get(address(club))
    assert response.status_code == 403
    assert "동아리 기록은 부원만 볼 수 있어요." in response.text
    assert f'href="{club.get_absolute_url()}"' in response.text


@pytest.mark.parametrize(
    "query",
    [{"before": "abc"}, {"before": "-1"}, {"before": "²"}, {"action": "nonsense"}, {"person": " "}],
)
def test_a_filter_that_makes_no_sense_is_no_filter(client, club, query):
    club.record(Action.EVENT, club.president, detail="출사")
    client.force_login(make_officer(club))
    everything = list(client.get(address(club)).context["entries"])
    assert list(client.get(address(club), query).context["entries"]) == everything != []


def test_members_do_not_filter_for_what_only_officers_read(client, club):
    club.record(Action.BANNED, club.president, make_user("막힌 사람"), detail="욕설")
    client.force_login(make_member(club))
    for query in [{"action": Action.BANNED}, {"person": "막힌"}]:
        response = client.get(address(club), query)
        assert all(each.action != Action.BANNED for each in response.context["entries"])
        assert "욕설" not in response.text


def test_the_link_to_older_entries_keeps_the_filter(client, club):
    for n in range(60):
        club.record(Action.EVENT, club.president, detail=f"모임 {n}")
        club.record(Action.EXPORTED, club.president)
    client.force_login(make_officer(club))
    seen, query = [], f"action={Action.EVENT.value}"
    while query:
        context = client.get(f"{address(club)}?{query}").context
        seen += [entry.detail for entry in context["entries"]]
        query = context["older"]
    assert seen == [f"모임 {n}" for n in reversed(range(60))]
