from pathlib import Path

from django.conf import settings

from kclub.server import version_guards

PRIVATE = ("allauth.account.internal", "allauth.core.internal", "app_settings", "perform_login")


def test_allauth_s_private_parts_are_used_in_the_adapter_alone():
    base = Path(settings.BASE_DIR)
    using = {
        str(path.relative_to(base))
        for app in ("accounts", "clubs", "rooms", "kclub")
        for path in (base / app).rglob("*.py")
        if "tests" not in path.parts and any(name in path.read_text() for name in PRIVATE)
    }
    assert using == {"accounts/allauth_adapter.py"}


def test_another_version_of_allauth_is_warned_of(monkeypatch):
    (guard,) = (each for each in version_guards.guards if each.package == "django-allauth")
    assert guard.check() == []
    monkeypatch.setattr(version_guards, "version", lambda package: "66.0.1")
    assert [warning.id for warning in guard.check()] == ["accounts.W001"]
