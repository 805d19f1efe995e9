"""A passkey without a device: it makes keys and signs as a browser would send it."""

import hashlib
import json
import secrets

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost"
VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
AJAX = {"accept": "application/json"}


def browser_at(host="localhost", **options):
    """A browser at an address where passkeys work without TLS."""
    return Client(headers={"host": host}, **options)


class Passkey:
    """A key for one account of one site. `count` is how often it says that it has signed."""

    def __init__(self, user, count=0):
        self.user, self.count = user, count
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def data(self, rp_id="localhost", flags=VERIFIED, attested=None):
        hashed = hashlib.sha256(rp_id.encode()).digest()
        if attested:
            flags |= AuthenticatorData.FLAG.AT
        return AuthenticatorData.create(hashed, flags, self.count, attested or b"")

    def answer(self, kind, challenge, origin=ORIGIN, **parts):
        client = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
        client = json.dumps(client | parts.pop("client", {})).encode()
        response = {"clientDataJSON": client} | parts.pop("response")(client)
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in response.items()},
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def made(self, challenge, **parts):
        """What a browser sends when the key is made."""
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(bytes(16), self.id, public)
        flags = parts.pop("flags", VERIFIED)
        attestation = AttestationObject.create("none", self.data("localhost", flags, attested), {})
        return self.answer(
            "webauthn.create",
            challenge,
            response=lambda client: {"attestationObject": bytes(attestation)},
            **parts,
        )

    def signed(self, challenge, rp_id="localhost", flags=VERIFIED, **parts):
        """What a browser sends when the key has signed."""
        data = bytes(self.data(rp_id, flags))

        def response(client):
            signature = self.key.sign(
                data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
            )
            handle = user_pk_to_url_str(self.user).encode()
            return {"authenticatorData": data, "signature": signature, "userHandle": handle}

        return self.answer("webauthn.get", challenge, response=response, **parts)

    def registered(self):
        """Add the key to the account. Returns its Authenticator."""
        data = {"name": "패스키 1", "credential": self.made("AAAA")}
        return Authenticator.objects.create(user=self.user, type="webauthn", data=data)


def challenge_for(browser):
    """The challenge of the log-in page."""
    answer = browser.get("/accounts/2fa/webauthn/login/", headers=AJAX)
    return answer.json()["request_options"]["publicKey"]["challenge"]


def log_in_by(browser, passkey, **parts):
    """Log in by the passkey alone. Returns the response."""
    signed = passkey.signed(challenge_for(browser), **parts)
    return send(browser, signed)


def send(browser, credential, **more):
    form = {"credential": json.dumps(credential)} | more
    return browser.post("/accounts/2fa/webauthn/login/", form)
