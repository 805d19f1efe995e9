"""Which addresses pushes may be sent to: those of push services we know, so of nobody's network."""

from urllib.parse import urlsplit

from django.conf import settings


def is_known(endpoint):
    """Whether this is an address of one of PUSH_SERVICES.

    These are hosts, `*.` before them meaning those below, reached by https on its own port. One with
    a scheme, as `http://127.0.0.1:8099`, is that very origin: for tests and development.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in settings.PUSH_SERVICES:
        return True
    usual = parts.scheme == "https" and port is None and parts.username is None
    return usual and any(matches(parts.hostname or "", known) for known in settings.PUSH_SERVICES)


def matches(host, known):
    """Whether a host is the known one, or below it where that begins with `*.`."""
    return host.endswith(known[1:]) if known.startswith("*.") else host == known
