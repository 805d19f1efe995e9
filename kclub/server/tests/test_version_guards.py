"""Version guards warn of a package that is another one than a module was written for."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from kclub.server import version_guards


def test_what_is_installed_is_what_every_module_was_written_for():
    assert version_guards.check_versions() == []


def test_each_guard_has_an_id_of_its_own():
    ids = [guard.id for guard in version_guards.guards]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("installed", "warnings"), [("6.1", 0), ("6.1.9", 0), ("6.2a1", 1)])
def test_only_another_major_or_minor_version_is_noticed(monkeypatch, installed, warnings):
    monkeypatch.setattr(version_guards, "version", lambda package: installed)
    guard = version_guards.Guard("Django", "6.1", "kclub.somewhere", "Compare.", "kclub.W999")
    assert len(guard.check()) == warnings


@pytest.mark.django_db
def test_a_warning_fails_the_check_of_lint_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(version_guards, "version", lambda package: "99.0")
    with pytest.raises(SystemCheckError, match="HttpToolsProtocol") as raised:
        call_command("check", fail_level="WARNING")
    for guard in version_guards.guards:
        assert f"({guard.id}) {guard.used_by} was written for {guard.package}" in str(raised.value)
