"""Every form sent twice, as by a double click: what it makes is made once."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.places import PLACES
from tests.places.asking import DONE, signed_in, status_of
from tests.test_who_may_what import ROWS_OF_FORMS

pytestmark = pytest.mark.django_db

FROM_ITS_PAGE = {"nonce": "a1"}  # what else the form has on its page
LOGS = {"accounts.Session", "clubs.AuditLogEntry", "clubs.EvidenceAccess"}  # of all that was done


ROWS = [row for row in ROWS_OF_FORMS.values() if not set(DONE).isdisjoint(row.cells)]


def numbers_of_rows():
    """Return {model: number of rows} of all that people make."""
    models = [model for model in apps.get_models() if model._meta.label not in LOGS]
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_form_that_is_sent_twice_makes_one_thing(row):
    place = PLACES[row.section]()
    client = signed_in(getattr(place, row.who_may()))
    url = reverse(row.address, kwargs=place.arguments(row.name))
    form = place.form(row.name) | FROM_ITS_PAGE
    assert status_of(client.post(url, form)) in DONE
    once = numbers_of_rows()
    assert client.post(url, form).status_code < 500
    assert numbers_of_rows() == once
