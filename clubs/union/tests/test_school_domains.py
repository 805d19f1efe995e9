"""Mail domains of the school, as the union keeps them."""

import pytest
from django.urls import reverse

from accounts.models import SchoolDomain
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DOMAINS = "/union/domains/"


@pytest.fixture
def school(db):
    return SchoolDomain.objects.create(name="saebom.example")


@pytest.fixture
def staff(client, school):
    staff = make_user(is_staff=True, email="staff@union.example")
    client.force_login(staff)
    return staff


def removal_of(domain):
    return reverse("union:school-domain-remove", args=[domain.pk])


def test_only_the_union_keeps_domains(client, school):
    client.force_login(make_user())
    assert client.get(DOMAINS).status_code == 403
    assert client.post(DOMAINS, {"name": "evil.example"}).status_code == 403
    assert client.get(removal_of(school)).status_code == 403
    assert client.post(removal_of(school)).status_code == 403
    assert [str(domain) for domain in SchoolDomain.objects.all()] == ["saebom.example"]


@pytest.mark.parametrize("typed", ["other.example", " @Other.EXAMPLE ", "@other.example"])
def test_a_domain_is_kept_in_small_letters_without_its_at(client, staff, typed):
    assert client.post(DOMAINS, {"name": typed}).status_code == 303
    assert SchoolDomain.objects.filter(name="other.example").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("saebom", "saebom.ac.kr처럼 적어 주세요."),
        ("새봄.한국", "saebom.ac.kr처럼 적어 주세요."),
        ("saebom.example", "이미 있는 도메인이에요."),
        ("@SAEBOM.example", "이미 있는 도메인이에요."),
    ],
)
def test_what_is_no_new_domain_is_sent_back_with_the_reason(client, staff, typed, sentence):
    response = client.post(DOMAINS, {"name": typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert SchoolDomain.objects.count() == 1


def test_a_new_domain_verifies_who_has_confirmed_an_address_of_it(client, staff):
    here = make_user(email="a@other.example", verified=False)
    here.emailaddress_set.update(verified=True)
    unconfirmed = make_user(email="b@other.example", verified=False)
    below = make_user(email="c@dept.other.example", verified=False)
    below.emailaddress_set.update(verified=True)
    client.post(DOMAINS, {"name": "other.example"})
    for user, verified in {here: True, unconfirmed: False, below: False}.items():
        user.refresh_from_db()
        assert user.is_verified is verified


def test_subdomains_count_where_that_is_ticked_and_the_page_says_so(client, staff):
    below = make_user(email="c@dept.other.example", verified=False)
    below.emailaddress_set.update(verified=True)
    assert "하위 도메인도 · " not in client.get(DOMAINS).text
    client.post(DOMAINS, {"name": "other.example", "with_subdomains": "on"})
    below.refresh_from_db()
    assert below.is_verified
    assert "하위 도메인도 · " in client.get(DOMAINS).text


@pytest.mark.parametrize(
    ("domain", "covered"),
    [
        ("saebom.example", True),
        ("evil-saebom.example", False),
        ("dept.saebom.example", False),
        ("saebom.example.evil.example", False),
        ("art.example", True),
        ("dept.art.example", True),
        ("a.b.art.example", True),
        ("evilart.example", False),
    ],
)
def test_a_domain_covers_itself_and_only_where_said_what_is_below_it(school, domain, covered):
    SchoolDomain.objects.create(name="art.example", with_subdomains=True)
    assert SchoolDomain.objects.covers(f"a@{domain}") is covered


def test_removing_asks_first_and_says_how_many_lost_their_verification(client, staff, school):
    student = make_user()
    page = client.get(removal_of(school)).text
    assert "1명의 인증이 바로 풀려요" in page
    student.refresh_from_db()
    assert student.is_verified
    page = client.post(removal_of(school), follow=True).text
    assert "1명의 인증이 풀렸어요" in page
    student.refresh_from_db()
    assert not student.is_verified


def test_a_domain_that_is_gone_is_not_found(client, staff, school):
    client.post(removal_of(school))
    assert client.post(removal_of(school)).status_code == 404
    assert client.get(removal_of(school)).status_code == 404


def test_the_union_reads_its_domains_in_english(client, staff):
    make_user()
    page = client.get(DOMAINS, headers={"Accept-Language": "en"}).text
    assert "1 user" in page or "1 person" in page or "1 student" in page
    assert "명이 이 도메인만으로" not in page
