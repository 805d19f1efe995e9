"""Departments, as the union lists them."""

import pytest
from django.urls import reverse

from accounts.models import Department
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
DEPARTMENTS = "/union/departments/"
LINES = "공과대학, 컴퓨터공학과\n\n인문대학,국어국문학과 \n공과대학, 컴퓨터공학과"


@pytest.fixture
def staff(client):
    client.force_login(make_staff())


def names():
    return [str(department) for department in Department.objects.shown()]


def test_only_the_union_lists_departments(client):
    department = Department.objects.create(college="공과대학", name="컴퓨터공학과")
    client.force_login(make_user())
    hide = reverse("union:department-hide", args=[department.pk])
    assert client.post(hide).status_code == 403
    assert client.post(DEPARTMENTS, {"lines": LINES, "confirmed": "1"}).status_code == 403
    assert names() == ["공과대학 컴퓨터공학과"]


def test_a_pasted_list_is_shown_first_and_then_added(client, staff):
    page = client.post(DEPARTMENTS, {"lines": LINES}).text
    assert "새 학과 2개" in page
    assert names() == []
    assert client.post(DEPARTMENTS, {"lines": LINES, "confirmed": "1"}).url == DEPARTMENTS
    assert names() == ["공과대학 컴퓨터공학과", "인문대학 국어국문학과"]


@pytest.mark.parametrize(
    "line", ["컴퓨터공학과", "공과대학, ", "공과대학, 컴퓨터, 공학과", "가" * 41 + ", 나"]
)
def test_a_line_that_names_no_department_is_sent_back(client, staff, line):
    response = client.post(DEPARTMENTS, {"lines": f"{LINES}\n{line}", "confirmed": "1"})
    assert response.status_code == 422
    assert line.strip() in response.text
    assert names() == []


def test_a_department_is_hidden_and_comes_back_with_the_list(client, staff):
    Department.objects.add([("공과대학", "컴퓨터공학과")])
    hide = reverse("union:department-hide", args=[Department.objects.get().pk])
    client.post(hide, {"hidden": "1"})
    assert names() == []
    assert "다시 보일 학과 1개" in client.post(DEPARTMENTS, {"lines": LINES}).text
    client.post(DEPARTMENTS, {"lines": LINES, "confirmed": "1"})
    assert len(names()) == 2
