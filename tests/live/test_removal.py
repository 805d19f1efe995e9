"""Who may not listen any more is gone from all workers at once, hears nothing more, stays out."""

import asyncio

import pytest

from tests.live.client import Reader, post
from tests.live.test_workers import all_of, opened, stop

CASES = {  # how: (the reason the page is told, the answer to who comes again)
    "leave": ("left", 403),
    "kick": ("kicked", 403),
    "ban": ("banned", 403),
    "club": ("removed", 403),
    "address": ("unverified", 403),
    "suspended": ("suspended", 401),
    "password": ("password changed", 401),
    "session": ("signed-out", 401),
    "sign-out": ("signed-out", 401),
}


@pytest.fixture
def crowd(site):
    """`crowd(session)`: so many streams of one user that both workers have some."""
    site = site(workers=2)
    path = f"/rooms/{site.room}/stream/?after=0"

    def crowd(session):
        return [Reader(site.port, path, site.sessions[session]).start() for _ in range(12)]

    crowd.site = site
    return crowd


async def test_however_somebody_loses_the_right_they_are_gone(crowd):
    site, staying = crowd.site, crowd(0)
    for number, (how, (reason, status)) in enumerate(CASES.items(), 1):
        going = crowd(number)
        await opened(staying + going)
        assert (await lose(site, how, number))[0] == 200
        await all_of(lambda reader: reader.is_over, going, seconds=1)
        await post(site.port, f"/rooms/{site.room}/say/", site.sessions[0], how)
        await all_of(lambda reader, n=number: len(reader.ids) == n, staying, seconds=3)
        await all_of(lambda reader, status=status: reader.status == status, going, seconds=5)
        assert {(how, reader.reason) for reader in going} == {(how, reason)}
        assert not any(reader.ids[number - 1 :] for reader in going)
        await stop(going)
    await stop(staying)


async def test_a_right_lost_while_redis_is_away_is_noticed_all_the_same(crowd):
    going, staying = crowd(0), crowd(1)
    await opened(going + staying)
    crowd.site.redis.stop()
    assert (await lose(crowd.site, "row", 0))[0] == 200
    await all_of(lambda reader: reader.reason == "not-allowed", going, seconds=10)
    crowd.site.redis.start()
    await asyncio.sleep(1)
    assert all(reader.opened for reader in staying)
    await stop(going + staying)


async def test_an_end_said_while_redis_is_away_comes_when_it_is_back(crowd):
    going = crowd(0)
    await opened(going)
    with crowd.site.redis.paused():  # neither hears nor refuses
        assert (await lose(crowd.site, "kick", 0))[0] == 200
    await all_of(lambda reader: reader.is_over, going, seconds=10)
    await stop(going)


async def lose(site, how, session):
    return await post(site.port, f"/rooms/{site.room}/lose/{how}/", site.sessions[session])
