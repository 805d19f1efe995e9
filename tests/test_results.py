"""What the whole suite says of its runs: what it counts, and which tests were flaky."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.__main__ import flaky_tests, summary
from tests.results import Results, read_results

OF_ALL_KINDS = """
import pytest

tries = []

@pytest.fixture
def broken():
    yield
    raise OSError("no end")

def test_sound(): pass
def test_wrong(): assert 1 == 2
def test_not_here(): pytest.skip()
def test_that_does_not_end(broken): pass

@pytest.mark.parametrize("number", [1, 2])
def test_flaky(number):
    tries.append(number)
    assert tries.count(2) != 1, "the page was slow"
"""


@pytest.fixture
def run(tmp_path):
    """`run(code, *options)`: the Results of pytest with these tests."""

    def run(code, *options):
        (tmp_path / "test_it.py").write_text(code)
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "tests.results"]
        command += [
            "-p",
            "no:cacheprovider",
            "-p",
            "no:django",
            "--junitxml",
            tmp_path / "junit.xml",
        ]
        command += [f"--rootdir={tmp_path}", *options, tmp_path / "test_it.py"]
        code = subprocess.call(list(map(str, command)), stdout=subprocess.DEVNULL)
        return read_results(tmp_path / "junit.xml", code)

    return run


@pytest.mark.parametrize("processes", [0, 2])
def test_each_outcome_is_counted_once_and_the_flaky_test_is_named(run, processes):
    results = run(OF_ALL_KINDS, "--reruns", "1", "-n", str(processes), "--dist", "loadfile")
    assert results.outcomes == Counter(passed=3, failed=1, errors=1, skipped=1)
    assert results.exit_code == 1
    ((name, reason),) = results.flaky.items()
    assert name == "test_it::test_flaky[2]"
    assert reason.startswith("AssertionError: the page was slow")


def test_a_run_with_more_flaky_tests_than_reruns_fails(run):
    code = "tried = set()\n" + "".join(
        f"def test_{n}():\n  if {n} not in tried: tried.add({n}); assert False\n" for n in range(4)
    )
    results = run(code, "--reruns", "2", "--max-suite-reruns", "3")
    assert results.exit_code == 1
    assert results.outcomes == Counter(passed=3, failed=1)
    assert len(results.flaky) == 3


def test_a_run_that_wrote_nothing_has_failed(tmp_path, capsys):
    runs = {"SQLite": read_results(tmp_path / "none.xml", -9), "MariaDB": None}
    assert summary(runs, [], 61) == 9
    assert capsys.readouterr().out == (
        "\nSQLite       nothing ran\nMariaDB      skipped: not on this machine\n"
        "==== nothing ran in 61s (1.0 minutes) ====\n"
    )


def test_the_closing_report_adds_up_and_names_flaky_tests(capsys):
    slow = Results(0, Counter(passed=2), {"tests.test_it::test_a": "TimeoutError"})
    runs = {"SQLite": Results(0, Counter(passed=3, skipped=1)), "Journeys": slow}
    assert summary(runs, ["Redis is missing, so the tests of two workers are skipped."], 30) == 0
    said = capsys.readouterr()
    assert said.out.endswith("==== 5 passed, 1 skipped in 30s (0.5 minutes) ====\n")
    assert "!!! Redis is missing" in said.err
    assert "!!! FLAKY, passed when run again: tests.test_it::test_a: TimeoutError" in said.err


def test_without_flaky_tests_nothing_is_said_of_them():
    assert flaky_tests([Results(0, Counter(passed=2))]) == []
