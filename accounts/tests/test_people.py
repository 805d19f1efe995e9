"""The page of another person."""

from accounts.models import ShownTo, User
from accounts.tests.browsing import browser_of
from tests.factories import make_club, make_user


def test_people_are_shown_to_students_and_to_themselves(me):
    other = make_user("김민재", bio="필름을 좋아해요")
    other.choose_visibility(bio=ShownTo.STUDENTS)
    newcomer = make_user(verified=False)
    for viewer, status in [(me, 200), (other, 200), (newcomer, 403), (None, 302)]:
        page = browser_of(viewer).get(f"/people/{other.username}/")
        assert page.status_code == status
        assert ("필름을 좋아해요" in page.text) == (status == 200)
        assert other.email not in page.text
    assert browser_of(newcomer).get(f"/people/{newcomer.username}/").status_code == 200
    assert browser_of(me).get("/people/nobody22/").status_code == 404
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert browser_of(me).get(f"/people/{other.username}/").status_code == 404


def test_a_person_is_shown_in_open_clubs_only(mine):
    other = make_user()
    open_club, waiting = make_club("필름로그"), make_club("비밀 모임", opened=False)
    open_club.admit(other)
    waiting.admit(other)
    page = mine.get(f"/people/{other.username}/").text
    assert "필름로그" in page
    assert "비밀 모임" not in page
