"""The dues of 필름로그, which some of its members have paid."""

from accounts.models import Term
from clubs.models import Club, Dues
from demo.history import acting_at

FILM, WON = "필름로그", 20_000
DUE_IN, SET = 10, 9  # days from today, and days ago


def make_dues(campus):
    """Let the president set the dues and note that every third member has paid."""
    club = Club.objects.get(name=FILM)
    day = min(campus.ago(-DUE_IN).date(), Term.objects.current().ends_on)
    with acting_at(campus.ago(SET, 19)):
        note = "필름 스캐너를 고치고 가을 출사 버스를 빌려요."
        dues = Dues.objects.set(club, club.president, WON, day, note)
    with acting_at(campus.ago(SET - 3, 21)):
        for membership in club.memberships.order_by("pk")[::3]:
            dues.mark(membership, club.president, is_paid=True)
