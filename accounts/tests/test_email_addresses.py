import pytest
from django.core.exceptions import ValidationError

from accounts.allauth_adapter import AccountAdapter
from accounts.email_addresses import canonical
from accounts.models import SchoolDomain

ONE_MAILBOX = [
    "kim@saebom.example",
    " Kim@Saebom.Example \r\n",
    "KIM@SAEBOM.EXAMPLE",
    "kim+club@saebom.example",
    "kim+a+b@saebom.example",
    "\u3000kim@saebom.example\u00a0",
]


@pytest.fixture
def school(db):
    SchoolDomain.objects.create(name="saebom.example")


@pytest.mark.parametrize("typed", ONE_MAILBOX)
def test_however_it_is_typed_one_mailbox_is_one_address(school, typed):
    assert AccountAdapter().clean_email(typed) == "kim@saebom.example"


def test_the_refusal_names_the_wrong_domain_and_shows_the_right_one_with_ones_own_name(school):
    with pytest.raises(ValidationError) as refused:
        AccountAdapter().clean_email("Seoyeon.Lee+x@gmail.com")
    assert refused.value.messages == [
        "gmail.com은 학교 메일이 아니에요. seoyeon.lee@saebom.example처럼 적어 주세요."
    ]


def test_sub_domains_count_only_where_the_row_says_so(school):
    SchoolDomain.objects.create(name="open.example", with_subdomains=True)
    assert canonical("kim@a.b.open.example") == AccountAdapter().clean_email("kim@a.b.open.example")
    for refused in ["kim@mail.saebom.example", "kim@notopen.example", "kim@open.example.evil.com"]:
        with pytest.raises(ValidationError):
            AccountAdapter().clean_email(refused)


def test_a_plus_that_is_the_first_letter_leaves_no_name():
    with pytest.raises(ValueError, match="not a plain address"):
        canonical("+tag@saebom.example")
