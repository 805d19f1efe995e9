"""Attacks on log-ins, as tables: how many guesses are read, and who still gets in meanwhile.

Each runs by a clock that stands still until it is moved, with the cache in memory and in Redis.
"""

from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from accounts import known_devices, login_limits
from accounts.tests.browsing import ADDRESS, NEW, errors_of, is_in, link_in, log_in, reset, sign_up
from kclub.redis.cache import FaultTolerantRedisCache
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
CAMPUS, HOME = "203.0.113.7", "198.51.100.9"
DAY = 86_400  # seconds
NOW = "2026-11-20 12:00:00Z"
PASSWORDS, CODES = "password", "code"


@pytest.fixture(autouse=True)
def clock(school):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(params=["memory", "redis"])
def stored(request, settings):
    """Limits are counted in this process, or in a Redis. A flood is a small one."""
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"login-flood": (1_000, 600)}
    if request.param == "redis":
        redis = request.getfixturevalue("redis")
        settings.CACHES = {
            "default": {
                "BACKEND": "kclub.redis.cache.SharedRedisCache",
                "LOCATION": redis.url,
                "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": None},
            }
        }
    cache.clear()
    yield
    cache.clear()
    FaultTolerantRedisCache.down_until = 0


def visitor(ip=CAMPUS, *, device="", reads=""):
    """A request of somebody: from a network, with a device of the account or its mail at hand."""
    cookie = f"{device}.{known_devices.signature(device, ADDRESS)}" if device else ""
    return SimpleNamespace(
        META={"REMOTE_ADDR": ip},
        headers={},
        COOKIES={known_devices.COOKIE: cookie},
        session={known_devices.READER: reads} if reads else {},
        user=AnonymousUser(),
    )


def is_read(request, kind=PASSWORDS, account=ADDRESS):
    """Whether a wrong password or code is compared at all; it counts as a failure."""
    try:
        login_limits.attempt_login(request, kind, account)
    except ValidationError:
        return False
    return True


def gets_in(request, kind=PASSWORDS, account=ADDRESS):
    """Whether the right one is accepted; it counts as nothing."""
    try:
        login_limits.attempt_login(request, kind, account).succeeded()
    except ValidationError:
        return False
    return True


def ip_of(n):
    return f"10.{n // 65_536}.{n // 256 % 256}.{n % 256}"


def address_of(n):
    return f"student{n}@saebom.example"


# How many guesses are read ---------------------------------------------------------------

GUESSES = [  # (attack, kind, tries, seconds between them, networks, accounts, on a device, most read)
    ("as fast as it goes", PASSWORDS, 200, 0, 1, 1, False, 5),
    ("as fast as it goes for an hour", PASSWORDS, 720, 5, 1, 1, False, 30),
    ("one a minute for a day", PASSWORDS, 1_440, 60, 1, 1, False, 30),
    ("one a minute for a day on a device of the owner", PASSWORDS, 1_440, 60, 1, 1, True, 30),
    ("one a minute from networks without end", PASSWORDS, 1_440, 60, 2_000, 1, False, 300),
    ("as fast as it goes from networks without end", PASSWORDS, 1_000, 0, 2_000, 1, False, 100),
    ("codes, as fast as it goes", CODES, 200, 0, 1, 1, False, 5),
    ("codes, one a minute for a day", CODES, 1_440, 60, 1, 1, False, 30),
    ("codes from networks without end", CODES, 1_440, 60, 2_000, 1, False, 30),
    ("codes on a device of the owner", CODES, 1_440, 60, 1, 1, True, 30),
    ("one password for each account", PASSWORDS, 1_100, 0, 1, 1_100, False, 1_000),
    ("a hundred accounts round and round", PASSWORDS, 2_000, 1, 1, 100, False, 1_300),
]


@pytest.mark.parametrize("attack", GUESSES, ids=lambda attack: attack[0])
def test_so_many_guesses_are_read_and_no_more(attack, clock, stored):
    _name, kind, tries, pause, networks, accounts, on_device, most = attack
    read = 0
    for n in range(tries):
        request = visitor(ip_of(n % networks), device="thiefs" if on_device else "")
        read += is_read(request, kind, ADDRESS if accounts == 1 else address_of(n % accounts))
        clock.shift(pause)
    assert read <= most
    assert read >= most * 0.8  # a limit that is far lower would be another one


# Who gets in meanwhile -------------------------------------------------------------------


def wrong_ones_here(clock):
    """A classmate who types five wrong passwords on the same network."""
    for _ in range(6):
        is_read(visitor())


def slow_ones_here(clock):
    """A classmate who types one a minute on the same network, all day."""
    for _ in range(1_000):
        is_read(visitor())
        clock.shift(60)


def wrong_ones_from_everywhere(clock):
    for n in range(150):
        is_read(visitor(ip_of(n)))


def slow_ones_from_everywhere(clock):
    for n in range(700):
        is_read(visitor(ip_of(n)))
        clock.shift(60)


def others_here(clock):
    """Somebody on the same network who tries all accounts of the school but this one."""
    for n in range(400):
        is_read(visitor(), account=address_of(n))


def flood_here(clock):
    for n in range(1_050):
        is_read(visitor(), account=address_of(n))


def codes_from_everywhere(clock):
    """Somebody who knows the password, and guesses codes."""
    for n in range(150):
        is_read(visitor(ip_of(n)), CODES)


OWNER = {  # in which browser, and where
    "known": lambda: visitor(device="mine"),
    "mail": lambda: visitor(reads=ADDRESS),
    "new here": lambda: visitor(),
    "new at home": lambda: visitor(HOME),
}
MEANWHILE = [  # (attack, where the password of the owner is refused, where the code is)
    (wrong_ones_here, {"new here"}, set()),
    (slow_ones_here, {"new here"}, set()),
    (wrong_ones_from_everywhere, {"new here", "new at home"}, set()),
    (slow_ones_from_everywhere, {"new here", "new at home"}, set()),
    (others_here, set(), set()),
    (flood_here, {"new here"}, {"new here", "mail"}),
    (codes_from_everywhere, set(), {"new here", "new at home", "mail"}),
]


@pytest.mark.parametrize(("attack", "no_password", "no_code"), MEANWHILE)
def test_the_owner_gets_in_all_the_same(attack, no_password, no_code, clock, stored):
    """On a device of theirs always, and by their mail wherever a password is asked."""
    attack(clock)
    refused = {where for where, request in OWNER.items() if not gets_in(request())}
    assert refused == no_password
    refused = {where for where, request in OWNER.items() if not gets_in(request(), CODES)}
    assert refused == no_code


@pytest.mark.parametrize("attack", [others_here, wrong_ones_here])
def test_a_whole_school_behind_one_address_logs_in_meanwhile(attack, clock, stored):
    """Each of five hundred mistypes once."""
    attack(clock)
    for n in range(1_000, 1_500):
        assert is_read(visitor(), account=address_of(n))
        assert gets_in(visitor(), account=address_of(n))


def test_what_is_over_is_forgotten(clock, stored):
    slow_ones_here(clock)
    assert not gets_in(visitor())
    clock.shift(DAY)
    assert gets_in(visitor())


def test_nobody_pushes_out_what_they_have_done_by_filling_the_memory():
    wrong_ones_here(None)
    for n in range(2_000):
        is_read(visitor(ip_of(n)), account=address_of(n))
    assert not gets_in(visitor())


# Mails -----------------------------------------------------------------------------------


def gets_mail(request, email=ADDRESS):
    try:
        login_limits.consume_mail(request, email)
    except ValidationError:
        return False
    return True


def test_a_mailbox_is_not_filled_by_somebody_slow(clock, stored):
    sent = 0
    for n in range(1_440):
        sent += gets_mail(visitor(ip_of(n)))
        clock.shift(60)
    assert sent == 20


def test_its_owner_is_mailed_all_the_same(clock, stored):
    for n in range(30):
        gets_mail(visitor(ip_of(n)))
    assert not gets_mail(visitor(HOME))
    for request in (visitor(device="mine"), visitor(reads=ADDRESS)):
        assert [gets_mail(request) for _ in range(6)] == [True] * 5 + [False]


def test_a_device_of_one_address_is_a_stranger_to_all_others():
    other = "somebody.else@saebom.example"
    for n in range(5):
        gets_mail(visitor(ip_of(n)), other)
    assert not gets_mail(visitor(device="mine"), other)


def test_five_hundred_sign_up_behind_one_address(stored):
    assert all(gets_mail(visitor(), address_of(n)) for n in range(500))


# Through the pages -----------------------------------------------------------------------


@pytest.fixture
def owner():
    return make_user(email=ADDRESS)


def browser(ip=CAMPUS):
    return Client(REMOTE_ADDR=ip)


def lock(kind="password", times=400):
    for n in range(times):
        is_read(visitor(ip_of(n)), kind)


def test_who_is_locked_out_by_others_gets_in_by_mail_on_a_new_device(owner):
    lock()
    mine = browser()
    assert log_in(mine, ADDRESS, PASSWORD).status_code == 429
    reset(mine, "another-long-password-26")
    lock()  # at once again
    assert log_in(browser(), ADDRESS, "another-long-password-26").status_code == 429
    assert log_in(mine, ADDRESS, "another-long-password-26").url == "/"
    assert is_in(mine)


def test_who_signs_up_while_others_guess_gets_in_by_the_mail(mailoutbox):
    mine = browser()
    sign_up(mine)
    lock()
    link = link_in(mailoutbox[-1])
    mine.post(link)
    mine.post("/accounts/logout/")
    assert log_in(mine, ADDRESS, NEW["password"]).url == "/"


def test_the_mail_does_not_stand_in_for_a_second_factor(owner):
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    mine = browser()
    reset(mine, "another-long-password-26")
    lock("code")
    assert log_in(mine, ADDRESS, "another-long-password-26").url == "/accounts/2fa/authenticate/"
    answer = mine.post("/accounts/2fa/authenticate/", {"code": "123456"})
    assert (answer.status_code, answer["Retry-After"]) == (429, str(DAY))
    assert "24시간 뒤에 다시 해 주세요." in answer.text


def test_no_page_tells_whether_there_is_an_account(owner, clock):
    """However it ends: by this network, by all of them, in a day."""
    for attack in (wrong_ones_here, wrong_ones_from_everywhere, slow_ones_here, others_here):
        told = set()
        for login in (ADDRESS, "nobody@saebom.example"):
            cache.clear()
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("accounts.tests.test_lock_out.ADDRESS", login)
                patch.setattr(is_read, "__defaults__", (PASSWORDS, login))
                clock.move_to(NOW)
                attack(clock)
            answer = log_in(browser(), login, "wrong-password")
            told.add((answer.status_code, answer.get("Retry-After"), *errors_of(answer)))
        assert len(told) == 1, attack


def test_the_guests_of_one_network_search_at_once(club):
    for n in range(90):
        assert browser().get("/search/", {"q": f"사진 {n % 7}"}).status_code == 200
