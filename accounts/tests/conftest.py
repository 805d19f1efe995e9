import pytest

from accounts.models import SchoolDomain
from accounts.tests.browsing import browser_of
from tests.factories import make_user


@pytest.fixture
def school(db):
    SchoolDomain.objects.create(name="saebom.example")


@pytest.fixture
def me(db):
    return make_user("이서연")


@pytest.fixture
def mine(me):
    return browser_of(me)
