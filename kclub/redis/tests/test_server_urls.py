from urllib.parse import urlsplit

import pytest

from kclub.redis.client import is_cluster, server_of
from kclub.redis.server_urls import addresses, credentials


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("redis+cluster://a:1,b:2", [("a", 1), ("b", 2)]),
        ("redis+sentinel://a:26379/main/3", [("a", 26379)]),
        ("redis+cluster://kim:p%40ss@a:1,b:2", [("a", 1), ("b", 2)]),
        ("redis+cluster://[::1]:1,[fe80::2]:2", [("::1", 1), ("fe80::2", 2)]),
    ],
)
def test_every_server_of_a_url_is_found_with_its_port(url, found):
    assert addresses(urlsplit(url)) == found


@pytest.mark.parametrize(
    ("url", "username", "password", "tls"),
    [
        ("redis+cluster://a:1", None, None, False),
        ("redis+cluster://:secret@a:1", None, "secret", False),
        ("rediss+cluster://kim:p%40s%3As@a:1", "kim", "p@s:s", True),
        ("rediss+sentinel://kim@a:1/main", "kim", None, True),
    ],
)
def test_the_log_in_of_a_url_may_hold_any_character(url, username, password, tls):
    expected = {"username": username, "password": password, "ssl": tls}
    assert credentials(urlsplit(url)) == expected


def test_a_server_without_a_port_is_a_fault_of_the_configuration():
    with pytest.raises(ValueError, match="invalid literal"):
        addresses(urlsplit("redis+cluster://a"))


def test_only_a_cluster_is_asked_which_of_its_servers_has_a_key():
    assert server_of("redis://127.0.0.1:1", "any") == "redis://127.0.0.1:1"
    assert is_cluster("rediss+cluster://a:1")
    assert not any(map(is_cluster, ["redis://a:1", "redis+sentinel://a:1/x", "redis://cluster:1"]))
