"""Fixtures that start real servers and a real browser; a missing program skips the test."""

import contextlib
import fcntl
import os

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests import services
from tests.mail_server import MailServer
from tests.push_service import PushService

# What they ask a database for is the same in each: rows by their keys.
LAYERS_WITHOUT_QUERIES = ("kclub/live/", "kclub/server/")


def pytest_collection_modifyitems(config, items):
    """With a `DATABASE_URL`, keep only the tests that are about it: the others run once."""
    if os.environ.get("DATABASE_URL"):
        others = [item for item in items if not depends_on_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if depends_on_database(item)]


def depends_on_database(item):
    """Whether a test may end otherwise on another database than SQLite, where all of them run."""
    if item.get_closest_marker("browser") or item.nodeid.startswith(LAYERS_WITHOUT_QUERIES):
        return False
    marked = item.get_closest_marker("django_db")
    return bool(marked or {"db", "transactional_db"} & set(item.fixturenames))


KEPT = {"django_content_type", "auth_permission"}  # rows that are made with the tables


def empty_tables(test_case=None):
    """Delete what a test with `transaction=True` has committed.

    Django truncates each table and makes its permissions anew, which is slower by far.
    """
    tables = set(connection.introspection.django_table_names()) - KEPT
    unchecked = connection.constraint_checks_disabled
    with unchecked(), transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


TransactionTestCase._fixture_teardown = empty_tables


@pytest.fixture
def outbox(settings, tmp_path):
    """Mail goes into the outbox, as it does outside of tests, and nobody delivers it."""
    settings.DATA_DIR = tmp_path  # the lock of the sender is there
    backend = "kclub.outbox.backend.OutboxBackend"
    settings.MAILERS = settings.MAILERS | {
        "default": {"BACKEND": backend},
        "bulk": {"BACKEND": backend, "OPTIONS": {"bulk": True}},
    }
    settings.EMAIL_RATE = 1000


@pytest.fixture
def mail_server(settings, outbox):
    """A real SMTP server, to which a sender delivers."""
    with MailServer() as server:
        settings.MAILERS = settings.MAILERS | {
            "delivery": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 0.5},
            }
        }
        yield server


@pytest.fixture
def push_service(settings, tmp_path):
    """A real push service over HTTP, the only one that is known."""
    settings.DATA_DIR = tmp_path  # the lock of the push sender is there
    with PushService() as service:
        settings.PUSH_SERVICES = [service.origin]
        yield service


@pytest.fixture(scope="session")
def redis():
    """A private Redis, shared by the tests of one process."""
    needed(services.Redis.find)
    with services.Redis() as redis:
        yield redis


@pytest.fixture(scope="session")
def postgresql():
    """A private PostgreSQL that holds the demo campus, for servers to copy."""
    needed(services.PostgreSQL.find)
    with services.PostgreSQL() as postgresql:
        yield postgresql


@pytest.fixture(scope="session")
def campus(tmp_path_factory, worker_id):
    """A directory with the demo campus on SQLite, made once for all processes of a run."""
    directory = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        directory = directory.parent
    with (directory / "campus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (directory / "campus-made").exists():
            services.make_campus(directory / "campus")
            (directory / "campus-made").touch()
    return directory / "campus"


@pytest.fixture(scope="session")
def campus_on_postgresql(tmp_path_factory, postgresql):
    """The demo campus in the database `campus` of `postgresql`; the directory has its pictures."""
    return services.make_campus(tmp_path_factory.mktemp("campus"), postgresql)


@pytest.fixture
def serve(request):
    """Return a function `serve()` that starts K-Club with a fresh demo campus; `workers=2` uses Redis.

    `on_postgresql=True` uses that database; `env` is added to its environment. Returns the
    Server; it ends with the test.
    """
    with contextlib.ExitStack() as stack:

        def serve(workers=1, *, on_postgresql=False, env=None):
            database = request.getfixturevalue("postgresql") if on_postgresql else None
            campus = request.getfixturevalue("campus_on_postgresql" if on_postgresql else "campus")
            redis = request.getfixturevalue("redis") if workers > 1 else None
            server = services.Server(campus, workers, database=database, redis=redis, env=env)
            return stack.enter_context(server)

        yield serve


@pytest.fixture(scope="module")
def chromium():
    """One Chromium per module: Playwright's event loop must not meet that of asyncio tests."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=MOST_WAITED)
    path = needed(services.find_chromium)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


MOST_WAITED = 15_000  # ms for what a page is expected to show, on a machine that does much else
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def visit(chromium):
    """Return a function `visit(server)` that opens the page of a visitor with a browser of their own.

    Keywords are those of Playwright's `new_context`, as `java_script_enabled=False`. The worker
    of the offline page stays away, but with `service_workers="allow"`.
    """
    with contextlib.ExitStack() as stack:

        def visit(server, **options):
            defaults = {"base_url": server.url, "locale": "ko-KR", "service_workers": "block"}
            options = defaults | options
            return stack.enter_context(chromium.new_context(**options)).new_page()

        yield visit


def needed(find):
    """Return `find()`. A missing program skips the test, or fails it where `CI` is true."""
    try:
        return find()
    except services.Missing as what:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{what} is missing")


def pytest_sessionstart(session):
    if not hasattr(session.config, "workerinput"):  # once, not in each process
        call_command("compilemessages", verbosity=0)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that is run again meets what it met at first, also on a server that a module shares."""
    if getattr(item, "execution_count", 1) > 1:
        for service in services.running:
            if isinstance(service, services.Server) and not service.database:
                service.start_over()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Add the logs of the running servers to the report of a failure."""
    report = yield
    if report.failed:
        for service in services.running:
            report.sections.append((f"log of {type(service).__name__}", service.tail()))
    return report
