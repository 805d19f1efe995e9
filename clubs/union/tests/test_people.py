"""Users as the union finds, suspends, reinstates and names them."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from clubs.models import AuditLogEntry
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/union/people/"
SUSPENSION = {"days": "30", "reason": "광고를 여러 번 올렸어요"}


def address(person, name="person"):
    return reverse(f"union:{name}", args=[person.username])


def suspended(name, reason="광고"):
    person = make_user(name)
    person.suspend(make_staff(), timezone.now() + timedelta(days=7), reason)
    return person


@pytest.fixture
def staff(client):
    staff = make_staff("연합회 김")
    client.force_login(staff)
    return staff


@pytest.mark.parametrize("name", ["person", "person-reinstate"])
def test_only_the_union_suspends_and_reinstates(client, user, name):
    client.force_login(make_user())
    assert client.post(address(user, name), SUSPENSION).status_code == 403
    user.refresh_from_db()
    assert user.is_active


def test_without_a_query_only_the_suspended_are_listed(client, staff):
    person, other = suspended("정지된 사람"), make_user("조용한 사람")
    make_user("떠난 사람").close_account()
    assert list(client.get(PEOPLE).context["people"]) == [person]
    assert other.display_name not in client.get(PEOPLE).text


def test_an_empty_list_says_how_to_search_and_a_vain_search_that_nobody_is_found(client, staff):
    assert "이름이나 메일로 찾아보세요" in client.get(PEOPLE).text
    assert "그런 사람은 없어요" in client.get(PEOPLE, {"q": "없는이름"}).text
    assert "정지한 사람" not in client.get(PEOPLE, {"q": "없는이름"}).text


def test_the_beginning_of_an_address_finds_and_its_domain_does_not(client, staff):
    make_user("홍길동", email="gildong@saebom.example")
    assert "홍길동" in client.get(PEOPLE, {"q": " GILDONG@ "}).text
    assert "홍길동" not in client.get(PEOPLE, {"q": "saebom"}).text


def test_a_name_is_found_through_compatibility_forms(client, staff):
    person = make_user("Ａｎｎａ")
    assert list(client.get(PEOPLE, {"q": "anna"}).context["people"]) == [person]


def test_badges_tell_the_suspended_from_the_unverified(client, staff):
    suspended("가나다")
    assert '<span class="badge bad">정지</span>' in client.get(PEOPLE, {"q": "가나다"}).text
    make_user("라마바", verified=False)
    assert '<span class="badge">인증 전</span>' in client.get(PEOPLE, {"q": "라마바"}).text
    make_user("사아자")
    assert 'class="badge' not in list_of(client, "사아자")


def test_htmx_gets_the_list_of_people_alone(client, staff):
    make_user("홍길동")
    text = list_of(client, "홍길동")
    assert "홍길동" in text
    assert "<main" not in text
    assert 'role="search"' not in text


def list_of(client, query):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    return client.get(PEOPLE, {"q": query}, headers=headers).text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"days": ""}, "기간을 골라 주세요."),
        ({"days": "8"}, 'aria-invalid="true"'),
        ({"reason": "  "}, "이유를 적어 주세요."),
        ({"reason": "가" * 301}, "300"),
    ],
)
def test_a_suspension_without_a_term_or_a_reason_is_sent_back(client, staff, user, sent, sentence):
    response = client.post(address(user), SUSPENSION | sent)
    assert response.status_code == 422
    assert sentence in response.text
    user.refresh_from_db()
    assert user.is_active


def test_what_was_typed_stays_in_a_suspension_sent_back(client, staff, user):
    response = client.post(address(user), SUSPENSION | {"days": ""})
    assert SUSPENSION["reason"] in response.text


@pytest.mark.parametrize("days", ["7", "30", "365"])
def test_a_suspension_lasts_as_long_as_was_chosen(client, staff, user, days):
    before = timezone.now()
    client.post(address(user), SUSPENSION | {"days": days})
    user.refresh_from_db()
    lasts = user.suspended_until - before
    assert timedelta(days=int(days)) <= lasts < timedelta(days=int(days), minutes=1)
    assert user.suspension_reason == SUSPENSION["reason"]


def test_nobody_of_the_union_is_suspended_by_a_colleague(client, staff):
    colleague = make_staff()
    response = client.post(address(colleague), SUSPENSION)
    assert response.status_code == 403
    assert "이 사람은 정지할 수 없어요" in response.text
    colleague.refresh_from_db()
    assert colleague.is_active


def test_a_suspended_person_is_logged_out_and_one_reinstated_logs_in_again(client, user):
    client.force_login(user)
    user.suspend(make_staff(), timezone.now() + timedelta(days=7), "광고")
    assert not get_user(client).is_authenticated
    user.reinstate()
    client.force_login(user)
    assert get_user(client) == user


def test_the_page_of_the_suspended_offers_to_reinstate_instead(client, staff):
    person = suspended("홍길동", "도배를 했어요")
    page = client.get(address(person)).text
    assert "도배를 했어요" in page
    assert "정지 풀기" in page
    assert 'name="days"' not in page
    client.post(address(person, "person-reinstate"))
    assert 'name="days"' in client.get(address(person)).text


def test_reinstating_twice_is_reinstating_once(client, staff):
    person = suspended("홍길동")
    for _click in range(2):
        response = client.post(address(person, "person-reinstate"), follow=True)
        assert "홍길동님의 정지를 풀었어요." in response.text
    person.refresh_from_db()
    assert (person.is_active, person.suspended_until, person.suspension_reason) == (True, None, "")


def test_nobody_is_reinstated_by_following_a_link(client, staff):
    person = suspended("홍길동")
    assert client.get(address(person, "person-reinstate")).status_code == 405
    person.refresh_from_db()
    assert not person.is_active


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_person_nobody_knows_is_not_found(client, staff, method):
    assert getattr(client, method)("/union/people/nobody/").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_of_people_costs_the_same_at_any_length(
    client, staff, django_assert_num_queries, count
):
    for n in range(count):
        make_user(f"같은 이름 {n}")
    client.get(PEOPLE, {"q": "같은"})
    with django_assert_num_queries(2):  # session with user, people
        assert list_of(client, "같은").count("같은 이름") >= count


def test_at_most_fifty_people_are_listed(client, staff):
    for n in range(51):
        make_user(f"같은 이름 {n}")
    assert len(client.get(PEOPLE, {"q": "같은"}).context["people"]) == 50


# Names -------------------------------------------------------------------------------------


def test_the_union_gives_the_name_of_an_office_which_is_recorded(client, staff):
    person = make_user("김민재")
    assert "이름 주기" in client.get(address(person)).text
    names = {"display_name": "새봄 총학생회", "handle": "@총학생회"}
    assert client.post(address(person, "person-rename"), names).url == address(person)
    person.refresh_from_db()
    assert (person.display_name, person.handle) == ("새봄 총학생회", "총학생회")
    page = client.get(address(person)).text
    assert "새봄 총학생회 @총학생회" in page
    assert str(staff) in page
    entry = AuditLogEntry.objects.get()
    assert (entry.action, entry.by, entry.about, entry.club) == ("named", staff, person, None)


def test_a_handle_of_another_is_told_beside_the_field_and_nothing_is_given(client, staff):
    make_user("총무부")
    person = make_user("김민재")
    answer = client.post(
        address(person, "person-rename"), {"display_name": "학생회", "handle": "총무부"}
    )
    assert answer.status_code == 422
    assert "누가 이미 쓰는 아이디예요" in answer.text
    assert 'value="학생회"' in answer.text
    person.refresh_from_db()
    assert person.display_name == "김민재"
    assert not AuditLogEntry.objects.exists()


def test_nobody_else_gives_names(client, user):
    client.force_login(user)
    names = {"display_name": "총학생회", "handle": "총학생회"}
    assert client.post(address(user, "person-rename"), names).status_code == 403
    assert client.get(address(user, "person-rename")).status_code == 403
