"""Handing a push to the push service of a device, encrypted for that device alone."""

import contextlib
import http.client
import os
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from accounts.push import vapid
from kclub.outbox.delivery import NotNow, Refused, ServerAway

TIMEOUT = 5  # seconds, of connecting and of each answer
MAX_ANSWER = 10_000  # bytes that are read of one
CLOSED = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)
GONE = (404, 410)
LONGEST_WAIT = timedelta(hours=6)


class Gone(Refused):
    """The device does not take pushes any more."""


class Client:
    """A client of push services, with a connection to each that is kept until `close`."""

    def __init__(self):
        self.connections = {}

    def send(self, subscription, payload, headers):
        """Hand over these bytes for a PushSubscription. Raises a DeliveryError; NotNow has `after`."""
        body = encrypt(payload, subscription)
        headers = headers | {
            "Authorization": vapid.authorization(subscription.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
        }
        try:
            answer = self._post(subscription.endpoint, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self._drop(subscription.endpoint)
            raise ServerAway(f"{type(error).__name__}: {error}") from error
        ensure_taken(answer)

    def close(self):
        """Close all connections."""
        for connection in self.connections.values():
            connection.close()
        self.connections.clear()

    def _post(self, endpoint, body, headers):
        """Post it; on a kept connection that was closed meanwhile, once more on a new one."""
        kept = origin(endpoint) in self.connections
        try:
            return self._post_once(endpoint, body, headers)
        except CLOSED:
            if not kept:
                raise
            self._drop(endpoint)
            return self._post_once(endpoint, body, headers)

    def _post_once(self, endpoint, body, headers):
        parts = urlsplit(endpoint)
        connection = self._connection(parts)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()  # which follows no redirect
        if len(answer.read(MAX_ANSWER)) == MAX_ANSWER or answer.will_close:
            self._drop(endpoint)
        return answer

    def _connection(self, parts):
        key = (parts.scheme, parts.netloc)
        if key not in self.connections:
            secure = parts.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self.connections[key] = kind(parts.hostname, parts.port, timeout=TIMEOUT)
        return self.connections[key]

    def _drop(self, endpoint):
        connection = self.connections.pop(origin(endpoint), None)
        if connection:
            with contextlib.suppress(OSError):
                connection.close()


def origin(endpoint):
    parts = urlsplit(endpoint)
    return (parts.scheme, parts.netloc)


def encrypt(payload, subscription):
    """Return the payload encrypted as RFC 8291 has it: only the device can read it."""
    return http_ece.encrypt(
        payload,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=vapid.decode(subscription.p256dh),
        auth_secret=vapid.decode(subscription.auth),
        version="aes128gcm",
    )


def ensure_taken(answer):
    """Raise the DeliveryError that the answer of a push service means."""
    words = f"{answer.status} {answer.reason}"
    if answer.status in GONE:
        raise Gone(words)
    if answer.status == 429 or answer.status >= 500:
        not_now = NotNow(words)
        not_now.after = retry_after(answer.headers.get("Retry-After", ""))
        raise not_now
    if not 200 <= answer.status < 300:
        raise Refused(words)


def retry_after(text):
    """Return the timedelta that a Retry-After header asks for, at most six hours."""
    if text.isascii() and text.isdigit():
        seconds = min(int(text[:9]), LONGEST_WAIT.total_seconds())
        return timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return timedelta()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - timezone.now(), timedelta()), LONGEST_WAIT)
