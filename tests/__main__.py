"""The whole suite: the unit tests on each database, then what spans the apps.

`python3 dev.py test` runs this once everything is installed. Databases, Redis, servers and
browsers are private ones, started here or by fixtures, and end with the run.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

from tests import services

UNITS = ["kclub", "accounts", "clubs", "rooms", "demo"]
FLAKES = 3  # more failures than this are no accident
OUTCOME = re.compile(rb"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)")


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    for name in ["DATABASE_URL", "REDIS_URL", "DEBUG"]:  # the tests bring their own
        os.environ.pop(name, None)
    missing = what_is_missing()
    shout(missing)
    if missing and in_ci():
        return 1
    with temporary_files():
        runs = {
            "SQLite": pytest(UNITS),
            "PostgreSQL": units_on(services.PostgreSQL),
            "MariaDB": units_on(services.MariaDB),
            "Journeys": journeys(),
        }
    return summary(runs, missing, time.monotonic() - began)


def what_is_missing():
    """What this machine lacks of what the tests want, as sentences."""
    lacking = {
        "the unit tests on PostgreSQL": services.PostgreSQL.find,
        "the unit tests on MariaDB": services.MariaDB.find,
        "the tests of two workers": services.Redis.find,
        "the tests of streams held by a proxy": services.Pushpin.find,
        "the journeys in a browser": services.find_chromium,
        "the tests of the translations": services.find_gettext,
    }
    missing = []
    for tests, find in lacking.items():
        try:
            find()
        except services.Missing as what:
            missing.append(f"{what} is missing, so {tests} are skipped.")
    return missing


def units_on(database):
    """The unit tests on a private `database`; None when this machine has none."""
    try:
        with database() as running:
            return pytest(UNITS, {"DATABASE_URL": running.url})
    except services.Missing:
        return None


def journeys():
    """What spans the apps, on real clocks: what fails beside other tests may fail only alone."""
    first = pytest(["tests"])
    if first[0] != 1 or first[1]["failed"] > FLAKES:
        return first
    code, again = pytest(["tests", "--last-failed", "-n", "0"])
    shout([f"{again['passed']} of {first[1]['failed']} failed journeys passed alone. See why."])
    return code, first[1] - Counter(failed=again["passed"]) + Counter(passed=again["passed"])


def pytest(arguments, env=None):
    """Run pytest, show what it says, and return (exit code, Counter of outcomes)."""
    print(f"\n· pytest {' '.join(arguments)}  {env or ''}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "logical", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    run = subprocess.Popen(
        services.guarded(command), env=os.environ | (env or {}), stdout=subprocess.PIPE
    )
    said = b""
    try:
        while chunk := os.read(run.stdout.fileno(), 65536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
            said = (said + chunk)[-65536:]
        code = run.wait()
    finally:
        run.terminate()
    closing = said.rstrip().rpartition(b"\n")[2]
    return code, Counter({what.decode(): int(n) for n, what in OUTCOME.findall(closing)})


def summary(runs, missing, seconds):
    """Say how each run ended, and close as pytest does. Returns the exit code."""
    shout(missing)
    print()
    for name, run in runs.items():
        print(f"{name:12}", told(run[1]) if run else "skipped: not on this machine")
    code = max(run[0] for run in runs.values() if run)
    total = sum((run[1] for run in runs.values() if run), Counter())
    print(f"==== {told(total)} in {seconds:.0f}s ({seconds / 60:.1f} minutes) ====")
    return code


def told(outcomes):
    return ", ".join(f"{n} {what}" for what, n in outcomes.items()) or "nothing ran"


def shout(sentences):
    for sentence in sentences:
        print(f"!!! {sentence}", file=sys.stderr, flush=True)


def in_ci():
    return os.environ.get("CI") == "true"


@contextlib.contextmanager
def temporary_files():
    """One directory for everything temporary, gone at the end."""
    directory = tempfile.mkdtemp(prefix="kclub-suite-")
    os.chmod(directory, 0o755)  # databases run as users of their own
    os.environ["TMPDIR"] = tempfile.tempdir = directory
    try:
        yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
