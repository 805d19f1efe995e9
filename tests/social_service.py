"""A service to log in by, over HTTP: OAuth 2 with PKCE, in the shapes of Kakao and of Naver."""

import json
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = {"client_id": "kclub", "secret": "client-secret"}


class SocialService:
    """`with SocialService() as service:` what it says of whoever is there is in `people`.

    A code counts once, for the client, the address and the verifier it was made for. `revoked`
    and `silent` are the people who have taken back what they allowed, and of whom it says nothing.
    """

    def __init__(self):
        self.codes, self.tokens, self.asked = {}, {}, []
        self.people, self.revoked, self.silent = {}, set(), set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                url = urlsplit(self.path)
                service.answer(self, url.path, parse_qs(url.query))

            def do_POST(self):
                length = int(self.headers.get("content-length", 0))
                service.answer(self, self.path, parse_qs(self.rfile.read(length).decode()))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, path, query):
        """Answer as the service does: /kakao/authorize, /kakao/token, /kakao/me, and so of Naver."""
        name, _slash, what = path.strip("/").partition("/")
        fields = {key: values[0] for key, values in query.items()}
        status, headers, body = getattr(self, what)(name, fields, handler.headers)
        handler.send_response(status)
        for header in ({"content-type": "application/json"} | headers).items():
            handler.send_header(*header)
        handler.end_headers()
        handler.wfile.write(json.dumps(body).encode())

    def authorize(self, name, fields, headers):
        """Send back whoever `login` names, with a code; or with what they refused."""
        self.asked.append(fields)
        back = {"state": fields.get("state", "")}
        person = self.people.get(name)
        if person is None:
            back |= {"error": "access_denied"}
        else:
            code = secrets.token_urlsafe(8)
            self.codes[code] = (name, person, fields)
            back |= {"code": code}
        return 302, {"location": f"{fields['redirect_uri']}?{urlencode(back)}"}, {}

    def token(self, name, fields, headers):
        """Give a token for a code; Naver says with status 200 what was wrong, Kakao with 400."""
        made_for, person, asked = self.codes.pop(fields.get("code"), (None, None, {}))
        verifier = sha256(fields.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(verifier).decode().rstrip("=")
        is_right = (
            made_for == name
            and fields.get("client_secret") == CLIENT["secret"]
            and asked["client_id"] == fields.get("client_id") == CLIENT["client_id"]
            and asked["redirect_uri"] == fields.get("redirect_uri")
            and asked.get("code_challenge") == challenge
            and asked.get("code_challenge_method") == "S256"
        )
        if not is_right:
            wrong = {"error": "invalid_grant", "error_description": "no such code"}
            return (200 if name == "naver" else 400), {}, wrong
        token = secrets.token_urlsafe(8)
        self.tokens[token] = (name, person)
        return 200, {}, {"access_token": token, "token_type": "bearer", "expires_in": 3600}

    def me(self, name, fields, headers):
        """Say who the owner of the token is."""
        token = headers.get("authorization", "").removeprefix("Bearer ")
        made_for, person = self.tokens.get(token, (None, None))
        if made_for != name or person["id"] in self.revoked:
            return 401, {}, {"code": -401, "msg": "this access token does not exist"}
        if person["id"] in self.silent:
            return 200, {}, {"resultcode": "024", "message": "Authentication failed"}
        return 200, {}, SHAPES[name](person)


def of_kakao(person):
    """Who somebody is, as Kakao says it."""
    account = {"profile_needs_agreement": False, "profile": {"nickname": person["nickname"]}}
    if email := person.get("email"):
        account |= {"has_email": True, "is_email_valid": True, "email": email}
        account |= {"is_email_verified": person.get("verified", True)}
    return {"id": person["id"], "connected_at": "2026-11-28T00:00:00Z", "kakao_account": account}


def of_naver(person):
    """Who somebody is, as Naver says it."""
    known = {"id": person["id"], "nickname": person["nickname"], "email": person.get("email")}
    known = {key: value for key, value in known.items() if value}
    return {"resultcode": "00", "message": "success", "response": known}


SHAPES = {"kakao": of_kakao, "naver": of_naver}
