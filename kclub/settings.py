"""Settings of K-Club, all from the environment; docs/operating.md lists every variable.

With nothing set, everything works on a laptop: SQLite, no Redis, mail in files.
"""

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.contrib.messages import constants as messages
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

from kclub import configuration
from kclub.db import mysql_driver

mysql_driver.install()

BASE_DIR = Path(__file__).resolve().parent.parent
configuration.read_file(BASE_DIR / ".env", os.environ)
COMMAND = configuration.command_of_process()  # of manage.py; "" while pages are served
configuration.ensure_sound(os.environ, COMMAND)
env = Env()

DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).absolute()


def development_secret_key():
    """Return a random key for development, made once and stored beside its data."""
    file = DATA_DIR / "secret-key"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", "") or (development_secret_key() if DEBUG else "")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not DEBUG]

# The school ------------------------------------------------------------------------------

DEMO = env.bool("DEMO", DEBUG)  # a made-up campus, whose accounts have a published password
SCHOOL_NAME = env.str("SCHOOL_NAME", "새봄대학교")
SCHOOL_NAME_EN = env.str("SCHOOL_NAME_EN", "") or (
    SCHOOL_NAME if env.str("SCHOOL_NAME", "") else "Saebom University"
)
STAFF_EMAIL_DOMAINS = [  # of those who may advise clubs; no student has an address there
    name.strip().lower().removeprefix("@")
    for name in env.list("STAFF_EMAIL_DOMAINS", ["staff.saebom.example"] if DEMO else [])
]
RENEW_VERIFICATION = env.bool("RENEW_VERIFICATION", False)  # each term, to count as a member
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")  # of the union; empty: its address is not shown

# Apps, middleware, templates -------------------------------------------------------------

INSTALLED_APPS = [
    *(["demo"] if DEMO else []),
    "rooms",
    "clubs",
    "accounts",
    "kclub",
    "kclub.live",
    "kclub.outbox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "django_eventstream",
    "django_htmx",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "kclub.request_log.log_requests",
    "kclub.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kclub.middleware.compressed_pages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kclub.middleware.normalized_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kclub.middleware.cache_headers",
    "kclub.middleware.normalized_input",
    "kclub.errors.answer_refusals",
    "accounts.middleware.FormStatusMiddleware",
    "accounts.agreement_middleware.AgreementMiddleware",
    "accounts.second_factor_middleware.SecondFactorMiddleware",
    "kclub.login_redirects.login_redirects",  # the last one is synchronous, so all of them run in one hop
]

ROOT_URLCONF = "kclub.urls"
ASGI_APPLICATION = "kclub.asgi.application"
ACCELERATORS = env.bool("ACCELERATORS", True)  # off: pages and queries run as Django runs them

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "kclub.template_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kclub.context_processors.school_and_theme",
                "kclub.outbox.context_processors.mail_is_late",
                "accounts.context_processors.unread_notifications",
                "accounts.context_processors.blocked_people",
                "clubs.context_processors.my_clubs",
                "clubs.context_processors.union_todo",
                "rooms.context_processors.unread_rooms",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_TAGS = {  # the classes of a flash
    messages.DEBUG: "ok",
    messages.INFO: "ok",
    messages.SUCCESS: "ok",
    messages.WARNING: "sun",
    messages.ERROR: "bad",
}

# Data ------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'kclub.sqlite3'}")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
DATABASES["default"] |= {"CONN_MAX_AGE": 600 if ACCELERATORS else 0, "CONN_HEALTH_CHECKS": True}
match DATABASES["default"]["ENGINE"].rpartition(".")[2]:
    case "sqlite3":
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # Writers queue instead of failing: 0 "database is locked" where the default had 36 %.
        DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # In a file, since tests race with real threads and a database in memory does not make them wait.
        DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    case "postgresql":
        if COMMAND in (
            "",
            "runserver",
            "send",
        ):  # others, as migrate and daily, may take their time
            DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
                "-c statement_timeout=5s -c idle_in_transaction_session_timeout=10s"
            )
    case "mysql":
        DATABASES["default"]["OPTIONS"] = {
            "charset": "utf8mb4",
            "init_command": "SET sql_mode='STRICT_ALL_TABLES'",
            "isolation_level": "read committed",
        }
        DATABASES["default"]["TEST"] = {"CHARSET": "utf8mb4"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
LIVE_PREFIX = env.str("LIVE_PREFIX", "kclub")  # tells two deployments on one Redis apart
CACHES = {  # it holds limits: nobody may push out their own by filling it
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "kclub.redis.cache."
            + ("SharedRedisCache" if ACCELERATORS else "FaultTolerantRedisCache"),
            "LOCATION": [REDIS_URL],  # a list, for it may hold commas
            "KEY_PREFIX": f"{{{LIVE_PREFIX}}}",  # the braces put all keys on one node of a cluster
            "OPTIONS": {
                "pool_class": "kclub.redis.client.PoolClass",
                "socket_connect_timeout": 0.2,
                "socket_timeout": 0.2,
                "retry": None,
            },
        }
    }

# The live layer --------------------------------------------------------------------------

LIVE_PROXIES = env.list("GRIP_URL", [])  # proxies that hold the streams instead of the workers
LIVE_STREAMS_PER_USER = env.int("LIVE_STREAMS_PER_USER", 6)
EVENTSTREAM_CHANNELMANAGER_CLASS = "kclub.live.channels.ChannelManager"
EVENTSTREAM_STORAGE_CLASS = "kclub.live.channels.ChangeStorage"

# Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "kclub.static_bundles.Finder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA_DIR / "media"  # private: pictures are served by views that ask who is looking


def storage(url):
    """Return the entry of STORAGES for a URL; without one it is files in DATA_DIR.

    s3://key:secret@host/bucket?region=…     s3+http://… without TLS
    """
    if not urlsplit(url).scheme:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3_options(url)}


def s3_options(url):
    """Return the options of S3Storage for a URL."""
    from botocore.config import Config  # takes 30 MB, so only where it is needed

    parts = urlsplit(url)
    scheme, host = parts.scheme.replace("s3+http", "http"), parts.netloc.rpartition("@")[2]
    return {
        "endpoint_url": f"{scheme.replace('s3', 'https')}://{host}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": parts.path.strip("/"),
        "region_name": dict(parse_qsl(parts.query)).get("region"),
        "client_config": Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            connect_timeout=2,
            read_timeout=10,
            retries={"max_attempts": 2},
        ),
    }


STORAGES = {
    "default": storage(env.str("STORAGE_URL", "")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # of what is written: a form with more is not read at all
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# Mail ------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "K-Club <kclub@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SITE_URL = env.str("SITE_URL", "") or (  # what links in mails and feeds begin with
    "http://localhost:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0] if ALLOWED_HOSTS else ''}"
)
DIGEST_HOUR = env.int("DIGEST_HOUR", 18)  # of the mail of the day


def mailer(url):
    """Return the entry of MAILERS for a URL; without one mail goes to the terminal and to files.

    smtp://user:password@host:587     smtps://user:password@host:465     file: to say so
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        folder = {"file_path": DATA_DIR / "mail"}
        return {"BACKEND": "kclub.mail_backend.TerminalAndFilesBackend", "OPTIONS": folder}
    options = {
        "host": parts.hostname,
        "port": parts.port or {"smtp": 587, "smtps": 465}[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and bool(parts.username),
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


MAILERS = {
    "default": {"BACKEND": "kclub.outbox.backend.OutboxBackend"},
    "bulk": {"BACKEND": "kclub.outbox.backend.OutboxBackend", "OPTIONS": {"bulk": True}},
    "delivery": mailer(env.str("EMAIL_URL", "")),  # for the sender of the outbox alone
}
SEND_FROM_WEB = env.bool(
    "SEND_FROM_WEB", True
)  # off: `manage.py send` runs as a process of its own
EMAIL_RATE = env.float("EMAIL_RATE", 10)  # mails a second, at most
ADMINS = [parseaddr(admin)[1] for admin in env.list("ADMINS", [])]

# Web Push --------------------------------------------------------------------------------

VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", "")  # of `manage.py vapid`; empty: no pushes
VAPID_SUBJECT = env.str("VAPID_SUBJECT", SITE_URL)  # whom push services may write to
PUSH_SERVICES = env.list(  # hosts that pushes may be sent to (accounts/push/services.py)
    "PUSH_SERVICES",
    [
        "fcm.googleapis.com",
        "*.push.services.mozilla.com",
        "*.notify.windows.com",
        "*.push.apple.com",
    ],
)

# Accounts --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["email", "display_name"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.password_rules.NotBreached"},
    {"NAME": "accounts.password_rules.NoBlankAtTheEnds"},
]  # fmt: skip
PASSWORD_HASHERS = [  # a password that is hashed in another way than the first is so at log-in
    "accounts.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:log-in"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

ACCOUNT_ADAPTER = "accounts.allauth_adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.allauth_adapter.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.sign_up.SignupForm",
    "login": "accounts.forms.log_in.LoginForm",
    "add_email": "accounts.forms.email_addresses.AddEmailForm",
    "change_password": "accounts.forms.passwords.ChangePasswordForm",
    "set_password": "accounts.forms.passwords.SetPasswordForm",
    "reset_password": "accounts.forms.passwords.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.passwords.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.log_in.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {  # allauth's count successes too: ours are in accounts.login_limits
    "signup": "",
    "login": "",
    "login_failed": "",
    "manage_email": "",
    "reauthenticate": "",
    "change_password": "",
    "reset_password": "",
    "reset_password_from_key": "",
    "confirm_email": "1/3m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": ""}  # ours are in accounts.login_limits
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False  # of a service only who somebody is there is asked
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
SOCIALACCOUNT_FORMS = {
    "signup": "accounts.forms.social.SocialSignupForm",
    "disconnect": "accounts.forms.social.DisconnectForm",
}
SOCIALACCOUNT_PROVIDERS = {  # those whose keys are there
    name: {
        "APPS": [{"client_id": key, "secret": env.str(f"{name.upper()}_CLIENT_SECRET", "")}],
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": scope,
    }
    for name, scope in (("kakao", []), ("naver", []), ("google", ["openid"]))
    if (key := env.str(f"{name.upper()}_CLIENT_ID", ""))
}
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.codes.AuthenticateForm",
    "reauthenticate": "accounts.forms.codes.ReauthenticateForm",
    "activate_totp": "accounts.forms.codes.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.passkeys.AddWebAuthnForm",
    "edit_webauthn": "accounts.forms.passkeys.EditWebAuthnForm",
    "login_webauthn": "accounts.forms.passkeys.LoginWebAuthnForm",
    "authenticate_webauthn": "accounts.forms.passkeys.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "accounts.forms.passkeys.ReauthenticateWebAuthnForm",
}
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMO)  # of the union
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

# Limits ----------------------------------------------------------------------------------

MESSAGES_PER_PAGE = 50
POSTS_PER_PAGE = 20
CLUBS_PER_PAGE = 24
RATE_LIMITS = {  # name: (how many, in how many seconds)
    "message-burst": (5, 5),
    "message": (60, 60),
    "reaction": (30, 60),
    "typing": (1, 2),
    "room-search": (30, 60),  # each may read every message of a room
    "search": (60, 60),  # it searches while one types
    "search-guests": (600, 60),  # of all guests of one network, which a campus shares
    "helper": (30, 60),
    "helper-guests": (300, 60),  # of all guests of one network
    "room-create": (5, 86_400),
    "direct": (30, 3_600),
    "room-password": (5, 600),  # of one room
    "room-passwords": (20, 600),  # of all rooms together: each try is a slow hash
    "apply": (20, 86_400),
    "draft": (30, 60),  # it saves itself every few seconds
    "post": (10, 600),
    "post-edit": (30, 600),
    "vote": (30, 60),
    "comment": (10, 30),
    "inquiry": (10, 86_400),  # to all clubs together
    "report": (20, 86_400),
    "pictures": (20, 60),  # messages, posts and reports with pictures: each costs a worker a second
    "files": (30, 3_600),  # messages and posts with files: 300 MB of the disk
    "remind": (1, 86_400),
    "notice": (20, 86_400),  # of one club, or of the union
    "consent": (10, 86_400),  # mails of one club to whom it would have as an advisor
    "invite": (20, 86_400),
    "invite-code": (100, 600),  # wrong ones from one network, which a campus shares
    "certificate-code": (100, 600),  # wrong ones from one network
    "student-number": (5, 86_400),  # who gives others' would learn which are taken
    "attendance-code": (10, 600),  # wrong ones of one person for one event
    "attendance-codes": (3_000, 600),  # wrong ones for it from one network: a hall shares it
    "export": (10, 3_600),
    "close-account": (5, 600),
    "login": (5, 300),  # wrong passwords or codes for one account from one network or device
    "login-day": (30, 86_400),  # the same, of somebody who is slow
    "login-account": (100, 3_600),  # for one account from all networks
    "password-day": (300, 86_400),  # the same, of somebody slow with many networks
    "code-day": (30, 86_400),  # the same for codes, which are short
    "login-network": (
        300,
        600,
    ),  # from one network: a campus may share one; then, still for each account
    "login-crowded": (2, 3_600),  # so many from that network
    "login-flood": (3_000, 600),  # from one network at all: each costs a slow hash
    "passkey": (1_200, 600),  # pages to log in on that one network opens: each may begin a session
    "mail-to": (5, 600),  # mails to one address that anybody may ask for
    "mail-to-day": (20, 86_400),  # the same, of somebody who is slow
    "mail-by": (10, 600),  # mails that one account asks for
    "mail-from": (600, 600),  # mails that one network asks for: classes sign up together
}

# Languages and times ---------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("영어"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# Security --------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = False  # kclub.middleware.security_headers, on streams too
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other hosts below the domain of a school may have no HTTPS
    "security.W006",  # nosniff is ours, as above
    "security.W021",  # whether browsers hold the list for years is the school's to say
]
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "kclub.views.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", not DEBUG)
if SECURE_SSL_REDIRECT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# Logs ------------------------------------------------------------------------------------

DEFAULT_EXCEPTION_REPORTER_FILTER = "kclub.error_reports.BodilessReporterFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        },
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
            "filters": ["with_request_id"],
        },
        "error_mails": {
            "class": "kclub.error_reports.ErrorMailHandler",
            "level": "ERROR",
            "filters": ["in_production"],
        },
    },
    "filters": {
        "in_production": {"()": "django.utils.log.RequireDebugFalse"},
        "with_request_id": {"()": "kclub.request_log.RequestIdFilter"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["error_mails"], "level": "INFO"},
        "django.request": {"level": "ERROR"},  # kclub.request has a line of each that was refused
        "django.server": {"handlers": ["console"], "propagate": False},
        "uvicorn": {"handlers": ["console"], "propagate": False},
        "uvicorn.access": {"handlers": [], "propagate": False},  # addresses hold tokens
    },
}
