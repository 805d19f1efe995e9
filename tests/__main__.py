"""The whole suite: the unit tests on each database that they use, then the tests across apps.

`python3 dev.py test` runs this once everything is installed. Databases, Redis, servers and
browsers are private ones, started here or by fixtures, and end with the run.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests import services
from tests.old_browsers import which_are_missing
from tests.results import Results, read_results

UNITS = ["kclub", "accounts", "clubs", "rooms", "demo"]
RERUNS_PER_TEST = 2
MAX_RERUNS = 8  # of a whole run; a failure after them is final


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    for name in ["DATABASE_URL", "REDIS_URL", "DEBUG"]:  # the tests bring their own
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of our servers compiles all modules
    missing = what_is_missing()
    print_warnings(missing)
    if missing and in_ci():
        return 1
    missing += which_are_missing()  # nobody's fault: npm or the network
    with temporary_files():
        runs = {
            "SQLite": pytest(UNITS),
            "PostgreSQL": units_on(services.PostgreSQL),
            "MariaDB": units_on(services.MariaDB),
            "Journeys": journeys(),
        }
    return summary(runs, missing, time.monotonic() - began)


def what_is_missing():
    """Return a sentence for each program that tests need and this machine lacks."""
    finders = {
        "the unit tests on PostgreSQL": services.PostgreSQL.find,
        "the unit tests on MariaDB": services.MariaDB.find,
        "the tests of two workers": services.Redis.find,
        "the tests of streams held by a proxy": services.Pushpin.find,
        "the journeys in a browser": services.find_chromium,
        "the tests of the translations": services.find_gettext,
    }
    missing = []
    for tests, find in finders.items():
        try:
            find()
        except services.Missing as what:
            missing.append(f"{what} is missing, so {tests} are skipped.")
    return missing


def units_on(database):
    """Run the unit tests on a private `database`. Returns None when this machine has none."""
    try:
        with database() as running:
            return pytest(UNITS, {"DATABASE_URL": running.url})
    except services.Missing:
        return None


def journeys():
    """Run the tests across apps, which depend on real time and so may be rerun."""
    reruns = ["--reruns", str(RERUNS_PER_TEST), "--max-suite-reruns", str(MAX_RERUNS)]
    return pytest(["tests", *reruns])


def pytest(arguments, env=None):
    """Run pytest with these arguments. Returns its Results."""
    print(f"\n· pytest {' '.join(arguments)}  {env or ''}", flush=True)
    path = Path(tempfile.mkdtemp()) / "junit.xml"
    command = [sys.executable, "-m", "pytest", "-n", "logical", "--junitxml", path, *arguments]
    code = subprocess.call(services.guarded(command), env=os.environ | (env or {}))
    return read_results(path, code)


def summary(runs, missing, seconds):
    """Print how each run ended, and close as pytest does. Returns the exit code."""
    print()
    for name, results in runs.items():
        print(f"{name:12} {results or 'skipped: not on this machine'}")
    ran = [results for results in runs.values() if results]
    print_warnings(missing)
    print_warnings(flaky_tests(ran))
    total = Results(outcomes=sum((results.outcomes for results in ran), Counter()))
    print(f"==== {total} in {seconds:.0f}s ({seconds / 60:.1f} minutes) ====", flush=True)
    return max(abs(results.exit_code) for results in ran)


def flaky_tests(ran):
    """Return sentences that name the tests that passed only when they were run again."""
    flaky = [found for results in ran for found in results.flaky.items()]
    sentences = [f"FLAKY, passed when run again: {name}: {reason}" for name, reason in flaky]
    if flaky:
        sentences.append(f"A run has {MAX_RERUNS} reruns; a failure after them is final.")
    return sentences


def print_warnings(sentences):
    for sentence in sentences:
        print(f"!!! {sentence}", file=sys.stderr, flush=True)


def in_ci():
    return os.environ.get("CI") == "true"


@contextlib.contextmanager
def temporary_files():
    """Keep temporary files in one directory, which is deleted at the end."""
    directory = tempfile.mkdtemp(prefix="kclub-suite-")
    os.chmod(directory, 0o755)  # databases run as users of their own
    os.environ["TMPDIR"] = tempfile.tempdir = directory
    try:
        yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
