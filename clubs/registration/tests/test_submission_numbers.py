"""Two submissions are compared by their numbers too, beside those of today."""

import re

import pytest
from django.utils.html import strip_tags

from clubs.models import Rules
from clubs.registration.models.submissions import Submission
from clubs.registration.submission_numbers import number_rows
from clubs.registration.tests.registrations import (
    NUMBERS,
    confirm,
    make_filing,
    make_registration,
)
from clubs.term.roster import Roster
from tests.factories import make_staff


def submission(**numbers):
    """Make a Submission that nobody has stored."""
    numbers = {"members": 0, "on_leave": 0, "departments": 0, "largest_share": 0} | numbers
    colleges = numbers.pop("colleges", {})
    return Submission(colleges=colleges, rules=Rules(**NUMBERS), **numbers)


def roster(attending=0, on_leave=0, college="공과대학", department="전자공학과"):
    found = Roster(attending=attending, on_leave=on_leave)
    if attending or on_leave:
        found.departments[college, department] = [attending, on_leave]
    return found


def numbers_of(rows):
    return {row.label: (row.before, row.after, row.now) for row in rows}


def test_each_number_stands_beside_that_of_before_and_that_of_today():
    before = submission(members=12, on_leave=1, departments=4, largest_share=50, reports=2)
    after = submission(members=15, on_leave=3, departments=5, largest_share=40, reports=6)
    found = numbers_of(number_rows(before, after, roster(attending=13, on_leave=1), reports=7))
    assert found["부원"] == (12, 15, 14)
    assert found["휴학"] == (1, 3, 1)
    assert found["학과"] == (4, 5, 1)
    assert found["한 학과의 비율"] == (50, 40, 100)
    assert "지난 학기 활동보고서" not in found  # which these rules do not ask for


def test_reports_are_compared_where_they_are_asked_for():
    before, after = submission(reports=2), submission(reports=6)
    after.rules.min_reports = 6
    assert numbers_of(number_rows(before, after, roster(), 7))["지난 학기 활동보고서"] == (2, 6, 7)


def test_a_college_that_has_left_and_one_that_has_come_are_both_there():
    before, after = submission(colleges={"예술대학": 3}), submission(colleges={"인문대학": 2})
    found = numbers_of(number_rows(before, after, roster(attending=4), 0))
    assert found["예술대학"] == (3, 0, 0)
    assert found["인문대학"] == (0, 2, 0)
    assert found["공과대학"] == (0, 0, 4)
    assert found["단과대"] == (1, 1, 1)


def test_colleges_that_stay_as_they_were_are_left_out():
    before, after = submission(colleges={"공과대학": 4}), submission(colleges={"공과대학": 4})
    assert "공과대학" not in numbers_of(number_rows(before, after, roster(attending=4), 0))
    assert "공과대학" in numbers_of(number_rows(before, after, roster(attending=3), 0))


def test_today_is_counted_by_the_rules_of_the_later_one():
    before, after = submission(members=9), submission(members=9)
    after.rules.max_leave_share = 0
    found = numbers_of(number_rows(before, after, roster(attending=4, on_leave=5), 0))
    assert found["부원"] == (9, 9, 4)


@pytest.mark.parametrize(
    ("numbers", "now", "changed"), [((2, 2), 2, False), ((2, 3), 3, True), ((2, 2), 1, True)]
)
def test_a_row_says_whether_anything_has_changed(numbers, now, changed):
    before, after = [submission(members=number) for number in numbers]
    members = number_rows(before, after, roster(attending=now), 0)[0]
    assert members.has_changed == changed


@pytest.mark.django_db
def test_the_review_says_the_numbers_of_both_and_of_now_in_a_table_that_is_read_out(client, club):
    union = make_staff()
    term = make_filing()
    registration = make_registration(club, term, filed=True)
    client.force_login(union)
    assert "번째 낸 것" not in client.get(registration.review_url).text
    registration.send_back(union, {"members": "더 모아 주세요."})
    confirm(club, term, count=3)
    registration.submit(club.president)
    confirm(club, term, count=1)

    page = client.get(registration.review_url).text

    table = page.partition('<table class="table card" aria-labelledby="compared-h">')[2]
    table = table.partition("</table>")[0]
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == [
        "무엇", "1번째 낸 것", "2번째 낸 것", "지금",
    ]  # fmt: skip
    rows = {}
    for line in table.partition("<tbody>")[2].split("</tr>")[:-1]:
        assert '<th scope="row">' in line
        label, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)
        rows[strip_tags(label).strip()] = cells
    assert rows["부원 달라요"] == ["2", "5", "6"]
    assert rows["단과대"] == ["1", "1", "1"]
    assert rows["공과대학 달라요"] == ["2", "5", "6"]


@pytest.mark.django_db
def test_lines_are_told_apart_by_words_and_not_by_their_looks_alone(client, club):
    union = make_staff()
    registration = make_registration(club, make_filing(), filed=True)
    registration.send_back(union, {"plan": "더 자세히"})
    registration.edit(club.president, plan="한 달에 두 번 출사")
    registration.submit(club.president)
    client.force_login(union)
    page = strip_tags(client.get(registration.review_url).text)
    assert "지운 줄: 한 달에 한 번 출사" in page
    assert "더한 줄: 한 달에 두 번 출사" in page
