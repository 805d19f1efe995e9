"""Results of a pytest run, kept by pytest in a junit XML file and read from it here.

As a pytest plugin this module adds to the file why an attempt at a test failed, which
pytest-rerunfailures leaves out: without that, a test that passed at last looks like any other.
"""

from collections import Counter
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pytest

FAILED_ATTEMPT = "failed attempt"  # the name of the property
MAX_REASON = 160  # characters
OUTCOMES = {"failure": "failed", "error": "errors", "skipped": "skipped"}  # in pytest's words


@dataclass
class Results:
    """Outcomes counted, and the flaky tests, {name: why its last failed attempt failed}."""

    exit_code: int = 0
    outcomes: Counter = field(default_factory=Counter)
    flaky: dict = field(default_factory=dict)

    def __str__(self):
        counts = [f"{count} {outcome}" for outcome, count in self.outcomes.items()]
        return ", ".join(counts) or "nothing ran"


def read_results(path, exit_code):
    """Return the Results in the junit XML file at `path`; empty ones if pytest wrote none."""
    results = Results(exit_code)
    for name, cases in cases_by_name(path).items():
        outcomes = [outcome for outcome in map(outcome_of, cases) if outcome != "passed"]
        results.outcomes.update(outcomes or ["passed"])
        reasons = [reason for case in cases for reason in failed_attempts(case)]
        if reasons and not outcomes:
            results.flaky[name] = reasons[-1]
    return results


def cases_by_name(path):
    """Return {name of a test: its elements}, one for each attempt."""
    cases = {}
    if path.exists():
        for case in ElementTree.parse(path).iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            cases.setdefault(name, []).append(case)
    return cases


def outcome_of(case):
    outcomes = [OUTCOMES[child.tag] for child in case if child.tag in OUTCOMES]
    return outcomes[0] if outcomes else "passed"


def failed_attempts(case):
    properties = case.iter("property")
    return [item.get("value") for item in properties if item.get("name") == FAILED_ATTEMPT]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        reason = call.excinfo.exconly().partition("\n")[0][:MAX_REASON]
        item.user_properties.append((FAILED_ATTEMPT, reason))
    return report
