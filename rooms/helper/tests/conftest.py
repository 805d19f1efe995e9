import pytest
from django.db import transaction

from rooms.helper.tests.helper_campus import make_campus


@pytest.fixture(scope="module")
def campus_of_module(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_campus()
        transaction.set_rollback(True)


@pytest.fixture
def campus(db):
    return make_campus()
