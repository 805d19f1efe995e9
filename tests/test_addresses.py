"""Every address has its row in the table of who may what, and bears what is no row of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from clubs.models import Club
from tests.factories import make_club
from tests.places import ADDRESSES, PLACES
from tests.places.asking import Asking, signed_in
from tests.test_who_may_what import HAVE_ROWS, ROWS, ROWS_OF_FORMS

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row():
    assert {address for _method, address in HAVE_ROWS} == ADDRESSES.keys()


def test_every_method_an_address_answers_has_a_row():
    """Whoever may do the one finds the other not allowed."""
    places = {section: place() for section, place in PLACES.items()}
    without = {}
    for row in ROWS:
        method = "POST" if row.method == "GET" else "GET"
        if (method, row.address) not in HAVE_ROWS:
            place = places[row.section]
            user = getattr(place, row.who_may()) or place.stranger
            without[method, row.address] = Asking(method, place, row.name)(user)
    assert without == dict.fromkeys(without, "405")


WITHOUT_A_FORM = {"accounts:unsubscribe"}  # mail programs post it; its signed address says who
OF_FORMS = sorted({a for method, a in HAVE_ROWS if method == "POST"} - WITHOUT_A_FORM)


@pytest.mark.parametrize("address", OF_FORMS)
def test_nothing_is_done_without_a_form_of_ours(address):
    """PRODUCT §8, 13."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse(address, kwargs=anything(address))).status_code == 403


@pytest.mark.parametrize("row", ROWS_OF_FORMS.values(), ids=str)
def test_without_a_session_nothing_is_done_and_log_in_leads_back_to_a_page(row):
    place = PLACES[row.section]()
    user = getattr(place, row.who_may())
    url = reverse(row.address, kwargs=place.arguments(row.name))
    page = "/clubs/?page=2"  # on which the form stood
    for referer in (f"http://testserver{page}", f"http://testserver{url}", ""):
        client = Client()
        answer = client.post(url, place.form(row.name), headers={"Referer": referer})
        (back,) = parse_qs(urlsplit(answer.url).query)["next"]
        assert "아무것도 바뀌지 않았어요" in client.get(answer.url).text
        assert signed_in(user).get(back).status_code != 405
        assert back == page or page not in referer
    client = Client()
    htmx = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    log_in = client.post(url, place.form(row.name), headers=htmx).headers["HX-Redirect"]
    assert parse_qs(urlsplit(log_in).query)["next"] == [page]
    assert "아무것도 바뀌지 않았어요" in client.get(log_in).text


@pytest.mark.parametrize("state", ["submitted", "suspended", "archived"])
def test_a_club_that_is_not_open_is_not_there_for_strangers(state, user):
    club = make_club()
    Club.objects.filter(pk=club.pk).update(status=state)
    client, told = signed_in(user), {}
    for method, address in HAVE_ROWS:
        if address.startswith("clubs:") and "slug" in ADDRESSES[address].converters:
            url = reverse(address, kwargs=anything(address) | {"slug": club.slug})
            told[method, address] = getattr(client, method.lower())(url).status_code
    assert told == dict.fromkeys(told, 404)


def anything(address):
    return dict.fromkeys(ADDRESSES[address].converters, 1)
