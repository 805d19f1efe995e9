"""Version guards: system checks that warn when a package has changed under private use of it.

A module that overrides or imports what a package does not promise to keep declares which version
it was written for:

    guard("uvicorn", "0.54", used_by=__name__, id="kclub.W002",
          hint="Compare its HttpToolsProtocol with HttpProtocol.")

`manage.py check` warns unless that version is installed, and in `dev.py lint` a warning fails.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from django.core import checks

GUARDED_MODULES = [  # those that no app imports; the check does
    "kclub.redis.cache",
    "kclub.server.http_protocol",
    "kclub.server.page_handler",
]

guards = []


@dataclass
class Guard:
    """A module and the version of the package it was written for."""

    package: str  # its name in pyproject.toml
    version: str  # major.minor
    used_by: str
    hint: str
    id: str

    def check(self):
        """Return a list with a Warning if another version is installed, else an empty list."""
        if major_minor(version(self.package)) == self.version:
            return []
        sentence = f"{self.used_by} was written for {self.package} {self.version}."
        hint = f"{self.hint} Then set the version in its guard."
        return [checks.Warning(sentence, hint=hint, id=self.id)]


def guard(package, version, *, used_by, id, hint):
    """Declare that the module `used_by` was written for this major.minor `version` of `package`.

    `hint` says what to compare and which tests to run with another one.
    """
    guards.append(Guard(package, version, used_by, hint, id))


def major_minor(version):
    return ".".join(version.split(".")[:2])


@checks.register
def check_versions(**kwargs):
    """Return the Warnings of all guards, as a system check."""
    for module in GUARDED_MODULES:
        import_module(module)
    return [warning for each in guards for warning in each.check()]
