"""Who may listen to a club, asked for one and for many at once: the answers are the same."""

import pytest

from kclub.live.channels import parse
from tests.factories import make_member, make_officer, make_user


@pytest.mark.parametrize(
    ("channel", "allowed"),
    [
        ("channel", {"president", "officer", "member"}),
        ("officers_channel", {"president", "officer"}),
    ],
)
def test_for_one_and_for_many_the_answer_is_the_same(club, channel, allowed):
    people = {
        "president": club.president,
        "officer": make_officer(club),
        "member": make_member(club),
        "unverified": make_member(club),
        "stranger": make_user(),
    }
    people["unverified"].unverify()
    kind, key = parse(getattr(club, channel))
    among = kind.members(key, {user.pk for user in people.values()})
    assert {who for who, user in people.items() if user.pk in among} == allowed
    assert {who for who, user in people.items() if kind.may_listen(user, key)} == allowed
