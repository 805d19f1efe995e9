"""The parts of a URL that names several servers."""

from urllib.parse import unquote


def addresses(parts):
    """Return [(host, port), …] of the servers in a split URL."""
    return [_address(host) for host in parts.netloc.rpartition("@")[2].split(",")]


def credentials(parts):
    """Return the options of a redis-py connection in a split URL: user, password, TLS."""
    login, _, _ = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    options = {"username": unquote(user) or None, "password": unquote(password) or None}
    return options | {"ssl": parts.scheme.startswith("rediss")}


def _address(host):
    host, _, port = host.rpartition(":")
    return host.strip("[]"), int(port)
