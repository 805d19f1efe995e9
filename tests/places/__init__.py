"""Places with one of everything and one of everybody, for `test_who_may_what`.

A section of its table is a Place, a column the name of one of the place's people.
"""

from tests.places.accounts import OfPerson
from tests.places.base import ADDRESSES, SECRET
from tests.places.clubs import (
    OfBoard,
    OfClub,
    OfMembersBoard,
    OfNotice,
    OfOfficersBoard,
    OfSite,
    OfUnionNotice,
)
from tests.places.forms import NAMING
from tests.places.helper import OfHelper
from tests.places.rooms import OfClubsRoom, OfRoom, OfSecretRoom
from tests.places.union import OfUnion

__all__ = ["ADDRESSES", "NAMING", "PLACES", "SECRET"]

PLACES = {
    "site": OfSite,
    "person": OfPerson,
    "club": OfClub,
    "board": OfBoard,
    "members-board": OfMembersBoard,
    "notice": OfNotice,
    "union-notice": OfUnionNotice,
    "officers-board": OfOfficersBoard,
    "room": OfRoom,
    "club-room": OfClubsRoom,
    "secret-room": OfSecretRoom,
    "helper": OfHelper,
    "union": OfUnion,
}
