"""The pages of places and bookings: what they offer, and what they say to bad input."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clubs.models import BannedWord, Booking, Place
from clubs.places.tests.places import at, begun, book, make_place
from tests.factories import make_club, make_officer, make_staff, make_user
from tests.places.forms import LENT_PLACE

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def place():
    return make_place(name="연습실")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def form_of(owner, **fields):
    day = timezone.localdate(at(10)).isoformat()
    form = {"club": owner.pk, "day": day, "begins": "10:00", "ends": "12:00", "purpose": "연습"}
    return form | fields


def new(place):
    return reverse("booking-new", args=[place.pk])


# Booking -----------------------------------------------------------------------------------


def test_an_officer_books_and_lands_on_the_bookings_of_the_club(club, place):
    officer = signed_in(make_officer(club))
    answer = officer.post(new(place), form_of(club), follow=True)
    assert "예약했어요" in answer.text
    assert "연습실" in answer.text
    assert Booking.objects.get().starts_at == at(10)


def test_the_form_is_filled_in_by_the_free_span(club, place):
    page = signed_in(club.president).get(new(place), {"day": "2026-12-01", "begins": "15:30"})
    assert 'value="2026-12-01"' in page.text
    assert 'value="15:30"' in page.text
    for bad in ({"day": "x", "begins": "y"}, {"day": "2026-99-99", "begins": "25:00"}):
        assert signed_in(club.president).get(new(place), bad).status_code == 200


def test_units_are_asked_where_there_are_several(club, place):
    president = signed_in(club.president)
    assert 'name="units"' not in president.get(new(place)).text
    projector = make_place(units=3, day_hours=6)
    assert 'name="units"' in president.get(new(projector)).text
    president.post(new(projector), form_of(club, units="2"))
    assert Booking.objects.get().units == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"day": ""}, 422),
        ({"day": "어제"}, 422),
        ({"day": "1999-01-01"}, 422),
        ({"day": "9999-12-31", "ends": "00:00"}, 422),
        ({"day": "2000-01-01"}, 403),
        ({"begins": ""}, 422),
        ({"begins": "25:00"}, 422),
        ({"ends": "많이"}, 422),
        ({"begins": "12:00", "ends": "10:00"}, 403),
        ({"begins": "10:00", "ends": "10:00"}, 403),
        ({"begins": "10:00", "ends": "00:00"}, 403),
        ({"begins": "00:00", "ends": "00:00"}, 403),
        ({"begins": "10:07"}, 403),
        ({"purpose": ""}, 422),
        ({"purpose": "가" * 101}, 422),
        ({"purpose": "못된말이에요"}, 422),
        ({"club": "0"}, 422),
        ({"club": "x"}, 422),
    ],
)
def test_bad_input_books_nothing(club, place, fields, status):
    word = BannedWord(word="못된말")
    word.full_clean()
    word.save()
    answer = signed_in(club.president).post(new(place), form_of(club, **fields))
    assert answer.status_code == status
    assert not Booking.objects.exists()


@pytest.mark.parametrize("units", ["0", "-1", "101", "1.5", "x", "99999999999999999999"])
def test_bad_units_book_nothing(club, units):
    answer = signed_in(club.president).post(new(make_place(units=3)), form_of(club, units=units))
    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_club_of_others_is_not_to_be_chosen(club, place):
    other = make_club()
    answer = signed_in(other.president).post(new(place), form_of(club))
    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_hidden_place_is_not_booked(club):
    hidden = make_place(state="hidden")
    assert signed_in(club.president).post(new(hidden), form_of(club)).status_code == 404


def test_what_is_taken_is_a_conflict_that_says_so(club, place):
    book(place, make_club())
    answer = signed_in(club.president).post(new(place), form_of(club))
    assert answer.status_code == 409
    assert "다른 예약이 있어요" in answer.text


# Bookings of a club ------------------------------------------------------------------------


def of_club(club):
    return reverse("clubs:bookings", args=[club.slug])


def test_officers_cancel_from_the_list(club, place):
    booking, officer = book(place, club), signed_in(make_officer(club))
    cancel = reverse("clubs:booking-cancel", args=[club.slug, booking.pk])
    assert cancel in officer.get(of_club(club)).text
    answer = officer.post(cancel, follow=True)
    assert "예약을 취소했어요" in answer.text
    assert cancel not in answer.text


def test_a_past_booking_is_reported_from_the_list(club, place):
    booking, president = begun(book(place, club)), signed_in(club.president)
    Booking.objects.update(ends_at=timezone.now())
    report = reverse("clubs:booking-report", args=[club.slug, booking.pk])
    assert report in president.get(of_club(club)).text
    president.post(report, {"used": "0"})
    assert "쓰지 않음" in president.get(of_club(club)).text


def test_an_empty_list_says_so(club):
    assert "앞으로의 예약이 없어요" in signed_in(club.president).get(of_club(club)).text


def test_a_club_reads_its_own_bookings_alone(club, place):
    book(place, club, purpose="우리 연습")
    book(place, make_club(), 14, 15, purpose="남의 연습")
    page = signed_in(club.president).get(of_club(club)).text
    assert "우리 연습" in page
    assert "남의 연습" not in page


def test_what_begun_and_was_never_decided_offers_nothing(club):
    booking = begun(book(make_place(by_agreement=True), club))
    page = signed_in(club.president).get(of_club(club)).text
    assert "허락 기다림" in page
    assert f"/{booking.pk}/" not in page


def test_the_list_takes_as_many_queries_for_more_bookings(
    club, place, django_assert_max_num_queries
):
    president = signed_in(club.president)
    for days in range(1, 4):
        book(place, club, days=days, by=make_officer(club))
    president.get(of_club(club))
    with django_assert_max_num_queries(16):
        president.get(of_club(club))


# The list of places ------------------------------------------------------------------------


def test_the_list_has_hours_location_and_number():
    make_place(name="프로젝터", kind="equipment", units=3, location="학생회관 201호")
    page = signed_in(make_user()).get(reverse("places")).text
    for text in ("프로젝터", "장비", "3개", "학생회관 201호", "09:00–22:00"):
        assert text in page


def test_an_empty_list_of_places_says_so():
    assert "아직 빌릴 수 있는 곳이 없어요" in signed_in(make_user()).get(reverse("places")).text
    assert (
        "아직 빌릴 수 있는 곳이 없어요"
        in signed_in(make_staff()).get(reverse("places-manage")).text
    )


def test_a_paused_place_is_marked_in_the_list():
    make_place(name="소극장", state="paused")
    assert "잠시 멈춤" in signed_in(make_user()).get(reverse("places")).text


def test_the_notes_and_rules_stand_beside_the_week(place):
    Place.objects.update(notes="쓰고 나서 창문을 닫아 주세요", by_agreement=True)
    page = signed_in(make_user()).get(place.get_absolute_url()).text
    assert "창문을 닫아 주세요" in page
    assert "한 번에 2시간까지" in page
    assert "연합회가 허락해야 해요" in page


# The union ---------------------------------------------------------------------------------


def test_the_union_decides_from_its_list(club):
    booking, union = book(make_place(by_agreement=True), club), signed_in(make_staff())
    manage = reverse("places-manage")
    assert booking.union_url in union.get(manage).text
    assert union.post(booking.union_url, {"verb": "decline"}).status_code == 422
    answer = union.post(booking.union_url, {"verb": "agree"}, follow=True)
    assert "기다리는 예약이 없어요" in answer.text
    booking.refresh_from_db()
    assert booking.state == "held"


@pytest.mark.parametrize("verb", ["decline", "used", "burn", ""])
def test_only_what_is_possible_is_offered(club, place, verb):
    booking = book(place, club)
    form = {"verb": verb, "reason": "왜냐하면"}
    assert signed_in(make_staff()).post(booking.union_url, form).status_code == 422
    booking.refresh_from_db()
    assert booking.state == "held"


def test_the_union_declines_and_says_if_a_place_was_used(club, place):
    union = signed_in(make_staff())
    asked = book(make_place(by_agreement=True), club)
    union.post(asked.union_url, {"verb": "decline", "reason": "점검이 있어요"})
    assert "점검이 있어요" in signed_in(club.president).get(of_club(club)).text
    held = begun(book(place, club))
    union.post(held.union_url, {"verb": "missed"})
    held.refresh_from_db()
    assert held.state == "missed"
    assert 'name="verb"' not in union.get(held.union_url).text


def test_the_union_makes_a_place_and_changes_it():
    union = signed_in(make_staff())
    form = LENT_PLACE | {"name": "소극장", "closed_weekdays": ["5", "6"], "closes_at": "00:00"}
    assert "소극장" in union.post(reverse("place-new"), form, follow=True).text
    place = Place.objects.get()
    assert (place.closed_weekdays, place.clock_text) == ("56", "09:00–24:00")
    edit = reverse("place-edit", args=[place.pk])
    assert union.get(edit).text.count(" checked") >= 2
    union.post(edit, form | {"state": "hidden"})
    assert "소극장" not in signed_in(make_user()).get(reverse("places")).text


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "연습실"},
        {"kind": "boat"},
        {"units": "0"},
        {"opens_at": "22:00", "closes_at": "09:00"},
        {"opens_at": "x"},
        {"closed_weekdays": ["7"]},
        {"step": "7"},
        {"longest_hours": "25"},
        {"day_hours": "0"},
        {"days_ahead": "400"},
        {"state": "burnt"},
    ],
)
def test_a_bad_place_is_not_made(place, fields):
    form = LENT_PLACE | {"name": "소극장"} | fields
    assert signed_in(make_staff()).post(reverse("place-new"), form).status_code == 422
    assert Place.objects.count() == 1
