"""The category and the kind of a club, which the union changes once it is open."""

import pytest
from django.urls import reverse

from clubs.models import AuditLogEntry, Club
from kclub.errors import Refused
from tests.factories import make_category, make_club, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(client):
    union = make_staff()
    client.force_login(union)
    return union


def classify(client, club, **form):
    return client.post(reverse("union:club-classify", args=[club.slug]), form)


def test_the_union_changes_category_and_kind_and_the_log_says_so(client, union):
    club, band = make_club(), make_category("밴드")
    assert "중앙동아리" in client.get(reverse("union:club", args=[club.slug])).text
    for _each in range(2):
        assert classify(client, club, category=band.pk, kind="department").status_code == 303
    club = Club.objects.get()
    assert (club.category, club.kind) == (band, "department")
    [entry] = AuditLogEntry.objects.filter(action="classified")
    assert (entry.by, entry.detail) == (union, "밴드 · 과동아리")
    assert "과동아리" in client.get(club.get_absolute_url()).text
    assert "과동아리" in client.get("/clubs/").text


@pytest.mark.parametrize("wrong", [{"kind": "royal"}, {"kind": ""}, {"category": "9999"}])
def test_what_is_not_offered_changes_nothing(client, union, wrong):
    club = make_club()
    form = {"category": club.category_id, "kind": "department"} | wrong
    response = classify(client, club, **form)
    assert response.status_code == 422
    assert Club.objects.get().kind == "central"
    assert AuditLogEntry.objects.filter(action="classified").count() == 0


def test_officers_choose_the_category_only_until_the_club_is_open(client):
    club, band = make_club(opened=False), make_category("밴드")
    edit = reverse("clubs:club-edit", args=[club.slug])
    client.force_login(club.president)
    assert 'name="category"' in client.get(edit).text
    club.edit(club.president, category=band)
    club.approve(make_staff())
    assert 'name="category"' not in client.get(edit).text
    before = Club.objects.get()
    with pytest.raises(Refused, match="동아리연합회만"):
        before.edit(club.president, category=make_category("운동"))
    with pytest.raises(Refused, match="동아리연합회만"):
        before.classify(club.president, make_category("춤"), "department")
    assert Club.objects.get().category == band
