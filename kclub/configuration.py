"""Whether the environment can be served with, found out before anything else is done with it.

docs/operating.md says what each variable is. What is wrong with one is a sentence with its name
and an example.
"""

import os
import re
import sys
import tempfile
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import load_dotenv

# They make or say something without serving; an image is built before there is an environment.
WITHOUT_A_SITE = {
    "collectstatic",
    "compilemessages",
    "makemigrations",
    "notification_docs",
    "vapid",
    "help",
}
TRUE = {"true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES", "1"}
FALSE = {"false", "False", "FALSE", "off", "Off", "OFF", "no", "No", "NO", "0"}
DATABASES = {"sqlite", "postgres", "postgresql", "mysql"}
REDIS = {
    f"{scheme}{kind}" for scheme in ("redis", "rediss") for kind in ("", "+sentinel", "+cluster")
}
HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:]+\]")
DOMAIN = re.compile(r"@?[\w-]+(\.[\w-]+)+")


def ensure_sound(values, command=""):
    """Raise SystemExit with a sentence for each variable of {name: value} that is wrong.

    Nothing is missing for a `command` of manage.py that serves nothing.
    """
    found = Environment(values).problems(with_missing=command not in WITHOUT_A_SITE)
    if found:
        raise SystemExit("K-Club cannot start:\n" + "\n".join(f"- {each}" for each in found))


def read_file(file, values):
    """Add what a .env file says, in development; what is set stays."""
    if values.get("DEBUG") in TRUE:
        load_dotenv(file)


def command_of_process():
    """Return the command of manage.py that this process runs, or ""."""
    is_manage = Path(sys.argv[0]).name in ("manage.py", "django-admin")
    return next(iter(sys.argv[1:2]), "") if is_manage else ""


class Environment:
    """The variables of a deployment: `values` are as the process has them."""

    def __init__(self, values):
        self.values = values
        self.is_development = self.is_on("DEBUG")
        self.is_made_up = self.is_on("DEMO", default=self.is_development)  # nobody would miss it

    def get(self, name):
        return self.values.get(name, "").strip()

    def is_on(self, name, *, default=False):
        return self.values[name] in TRUE if name in self.values else default

    def problems(self, *, with_missing):
        """Return the sentences, in the order of docs/operating.md."""
        return [
            f"{name} {fault}. Example: {name}={example}"
            for name, (rule, example) in RULES.items()
            if (with_missing or self.get(name)) and (fault := rule(self, name))
        ]


# Rules: each returns what is wrong with a variable, as the end of a sentence, or "" ---------


def is_boolean(env, name):
    is_one = env.values.get(name, "true") in TRUE | FALSE
    return "" if is_one else "is neither true nor false"


def is_number(least, most=float("inf"), kind=int):
    def rule(env, name):
        if name not in env.values:
            return ""
        try:
            number = kind(env.values[name])
        except ValueError:
            return f"is no {'whole ' if kind is int else ''}number"
        return "" if least <= number <= most else f"is not between {least} and {most}"

    return rule


def is_secret(env, name):
    if not env.get(name) and not env.is_development:
        return "is missing, and with it sessions and links are signed"
    return ""


def is_hosts(env, name):
    if not env.get(name):
        return "" if env.is_development else "is missing, so no address would be answered"
    wrong = [host for host in env.values[name].split(",") if not HOST.fullmatch(host)]
    return (
        wrong
        and f"has {wrong[0]!r}, which is no host name: commas and nothing else stand between them"
    )


def is_database(env, name):
    if not (url := env.get(name)):
        lasts = env.get("DATA_DIR") or env.is_made_up
        return "" if lasts else "is missing, and a file in var/ is lost with the next deploy"
    parts = urlsplit(url)
    if parts.scheme not in DATABASES:
        return "names none of PostgreSQL, MariaDB and SQLite"
    if not has_a_port(parts):
        return "has a port that is no number"
    return "" if parts.path.strip("/") else "has no name of a database at its end"


def is_redis(env, name):
    if not (url := env.get(name)):
        return ""
    is_one = urlsplit(url).scheme in REDIS and urlsplit(url).netloc
    return "" if is_one else "is no address of a Redis, which begins with redis:// or rediss://"


def is_folder(env, name):
    if not env.get(name):
        return ""
    try:
        Path(env.get(name)).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=env.get(name)):
            return ""
    except OSError as error:
        return f"cannot be written to ({os.strerror(error.errno)})"


def is_storage(env, name):
    if not (url := env.get(name)):
        lasts = env.get("DATA_DIR") or env.is_made_up
        return (
            ""
            if lasts
            else "is missing, and pictures in var/ are lost with the next deploy (or set DATA_DIR)"
        )
    parts = urlsplit(url)
    if parts.scheme not in ("s3", "s3+http"):
        return "is no address of a bucket, which begins with s3://"
    return "" if parts.hostname and parts.path.strip("/") else "names no host or no bucket"


def is_mail_server(env, name):
    if not (url := env.get(name)):
        return "" if env.is_made_up else "is missing, so nobody can sign up"
    parts = urlsplit(url)
    if parts.scheme == "file":
        return ""
    if parts.scheme not in ("smtp", "smtps"):
        return "begins neither with smtp:// nor with smtps:// (file: keeps mail in DATA_DIR)"
    if not parts.hostname:
        return "names no mail server"
    return "" if has_a_port(parts) else "has a port that is no number"


def has_a_port(parts):
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def is_sender(env, name):
    if not env.get(name):
        sends = env.get("EMAIL_URL").startswith("smtp") and not env.is_made_up
        return "is missing, and mail servers take nothing from localhost" if sends else ""
    return "" if is_address(env.get(name)) else "is no mail address"


def is_addresses(env, name):
    wrong = [each for each in env.get(name).split(",") if each and not is_address(each)]
    return wrong and f"has {wrong[0].strip()!r}, which is no mail address"


def is_address(text):
    local, at, domain = parseaddr(text)[1].rpartition("@")
    return bool(local and at and HOST.fullmatch(domain))


def is_domains(env, name):
    wrong = [
        each for each in env.get(name).split(",") if each and not DOMAIN.fullmatch(each.strip())
    ]
    return wrong and f"has {wrong[0].strip()!r}, which is no mail domain"


def is_origin(env, name):
    parts = urlsplit(env.get(name))
    is_one = parts.scheme in ("http", "https") and parts.netloc and not parts.path.strip("/")
    return "" if is_one or not env.get(name) else "is no https:// and a host alone"


def is_origins(env, name):
    urls = [urlsplit(each.strip()) for each in env.get(name).split(",") if each]
    is_each = all(parts.scheme in ("http", "https") and parts.netloc for parts in urls)
    return "" if is_each else "is no address of a proxy, which begins with http:// or https://"


def is_school(env, name):
    return "" if env.get(name) or env.is_made_up else "is missing, and it is on every page"


def goes_with(other):
    """Return the rule of a key that nothing can be done with without the `other`."""

    def rule(env, name):
        alone = env.get(other) and not env.get(name)
        return f"is missing, and without it {other} opens no log-in" if alone else ""

    return rule


def is_workers(env, name):
    if fault := is_number(1)(env, name):
        return fault
    alone = int(env.values.get(name, 1)) > 1 and not env.get("REDIS_URL")
    return (
        "is more than 1 without REDIS_URL, over which workers tell each other what is new"
        if alone
        else ""
    )


RULES = {
    "DEBUG": (is_boolean, "false"),
    "DEMO": (is_boolean, "false"),
    "SECRET_KEY": (is_secret, "50-random-characters"),
    "ALLOWED_HOSTS": (is_hosts, "club.example.ac.kr,www.club.example.ac.kr"),
    "DATABASE_URL": (is_database, "postgres://user:password@host:5432/name"),
    "REDIS_URL": (is_redis, "redis://host:6379"),
    "DATA_DIR": (is_folder, "/srv/kclub/data"),
    "STORAGE_URL": (is_storage, "s3://key:secret@host/bucket"),
    "EMAIL_URL": (is_mail_server, "smtp://user:password@mail.example.ac.kr:587"),
    "DEFAULT_FROM_EMAIL": (is_sender, "K-Club <club@example.ac.kr>"),
    "SITE_URL": (is_origin, "https://club.example.ac.kr"),
    "DIGEST_HOUR": (is_number(0, 23), "18"),
    "EMAIL_RATE": (is_number(0.01, 1000, float), "10"),
    "SEND_FROM_WEB": (is_boolean, "true"),
    "ADMINS": (is_addresses, "operator@example.ac.kr"),
    "SCHOOL_NAME": (is_school, "새봄대학교"),
    "STAFF_EMAIL_DOMAINS": (is_domains, "staff.example.ac.kr"),
    "RENEW_VERIFICATION": (is_boolean, "false"),
    "SECOND_FACTOR_REQUIRED": (is_boolean, "true"),
    "CONTACT_EMAIL": (is_addresses, "union@example.ac.kr"),
    "KAKAO_CLIENT_ID": (
        goes_with("KAKAO_CLIENT_SECRET"),
        "key-of-the-app",
    ),  # whose secret may be off
    "NAVER_CLIENT_ID": (goes_with("NAVER_CLIENT_SECRET"), "key-of-the-app"),
    "NAVER_CLIENT_SECRET": (goes_with("NAVER_CLIENT_ID"), "secret-of-the-app"),
    "GOOGLE_CLIENT_ID": (goes_with("GOOGLE_CLIENT_SECRET"), "key.apps.googleusercontent.com"),
    "GOOGLE_CLIENT_SECRET": (goes_with("GOOGLE_CLIENT_ID"), "secret-of-the-app"),
    "HTTPS": (is_boolean, "true"),
    "HSTS_INCLUDE_SUBDOMAINS": (is_boolean, "false"),
    "HSTS_PRELOAD": (is_boolean, "false"),
    "TRUSTED_PROXY_COUNT": (is_number(0, 10), "1"),
    "WORKERS": (is_workers, "1"),
    "ACCELERATORS": (is_boolean, "true"),
    "LIVE_STREAMS_PER_USER": (is_number(1), "6"),
    "GRIP_URL": (is_origins, "http://127.0.0.1:5561?iss=pushpin&key=secret"),
}  # name: (rule, example)
