"""A push service of our own that takes pushes as RFC 8030 has it, and devices that decrypt them."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from accounts.push import vapid


class Push(NamedTuple):
    """A push that was taken: for which device, its headers, and what the device reads."""

    device: str
    headers: dict
    told: dict


class Device:
    """A browser's subscription at a PushService, which decrypts what is sent to it (RFC 8291)."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    @property
    def form(self):
        """What the page of preferences sends about it."""
        p256dh = vapid.encode(vapid.point(self.key.public_key()))
        return {"endpoint": self.endpoint, "p256dh": p256dh, "auth": vapid.encode(self.auth)}

    def decrypt(self, body):
        """Return the plaintext of a body with one record of aes128gcm."""
        salt, key_length = body[:16], body[20]
        sender, sealed = body[21 : 21 + key_length], body[21 + key_length :]
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        ours = vapid.point(self.key.public_key())
        shared = self.key.exchange(ec.ECDH(), peer)
        secret = derive(shared, self.auth, b"WebPush: info\0" + ours + sender, 32)
        key = derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derive(secret, salt, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        assert padded.endswith(b"\x02")
        return padded[:-1]


def derive(secret, salt, info, length):
    return HKDF(SHA256(), length, salt, info).derive(secret)


class PushService:
    """A server at `origin` that keeps in `taken` the Pushes it has taken.

    `answers` has the (status, headers) for devices whose pushes it does not take, by their name. In
    the mood "hanging" it accepts connections and says nothing.
    """

    def __init__(self):
        self.taken, self.answers, self.devices = [], {}, {}
        self.mood, self.tries = "up", 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Taker", (Taker,), {"of": self}))
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.mood = "up"
        self.server.shutdown()
        self.server.server_close()

    def device(self, name):
        """Return the Device of that name, which is new if there is none."""
        return self.devices.setdefault(name, Device(f"{self.origin}/{name}"))

    def titles(self):
        return [push.told["title"] for push in self.taken]

    def take(self, name, headers, body):
        """Keep a push if it is right in all things. Return (status, headers) of the answer."""
        self.tries += 1
        if self.mood == "hanging":
            self.hang()
            return 503, {}
        if name in self.answers:
            return self.answers[name]
        self.ensure_known(headers["Authorization"])
        assert headers["Content-Encoding"] == "aes128gcm"
        assert len(body) <= 4096
        told = json.loads(self.devices[name].decrypt(body))
        self.taken.append(Push(name, headers, told))
        return 201, {"Location": f"{self.origin}/message/{len(self.taken)}"}

    def hang(self):
        """Say nothing for half a minute, or until the mood is another."""
        deadline = time.monotonic() + 30
        while self.mood == "hanging" and time.monotonic() < deadline:
            time.sleep(0.02)

    def ensure_known(self, authorization):
        """Assert that whoever sends has signed for this service with the key it names (RFC 8292)."""
        scheme, _space, fields = authorization.partition(" ")
        named = dict(field.strip().split("=", 1) for field in fields.split(","))
        point = vapid.decode(named["k"])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        claims = jwt.decode(named["t"], key, algorithms=["ES256"], audience=self.origin)
        assert scheme == "vapid"
        assert claims["sub"].startswith(("mailto:", "http"))
        assert claims["exp"] - time.time() <= 24 * 60 * 60


class Taker(BaseHTTPRequestHandler):
    """Answers one connection for the service `of`."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            status, headers = self.of.take(self.path.strip("/"), dict(self.headers), body)
        except Exception as error:  # a browser's service would say 400 or 403
            status, headers = 400, {"X-Why": repr(error).replace("\n", " ")}
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""
