import pytest

from kclub.outbox.tests.mail_server import MailServer


@pytest.fixture
def outbox(settings):
    """Mail goes into the outbox, as it does outside of tests, and is delivered to nowhere."""
    backend = "kclub.outbox.backend.OutboxBackend"
    settings.MAILERS = settings.MAILERS | {
        "default": {"BACKEND": backend},
        "bulk": {"BACKEND": backend, "OPTIONS": {"bulk": True}},
    }
    settings.EMAIL_RATE = 1000


@pytest.fixture
def mail_server(settings, outbox):
    """A real SMTP server, to which the outbox is delivered."""
    with MailServer() as server:
        settings.MAILERS = settings.MAILERS | {
            "delivery": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 0.5},
            }
        }
        yield server
