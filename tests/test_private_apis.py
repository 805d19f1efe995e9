"""What other packages do not promise to keep is used in few modules, each with a version guard.

Private is a name with a leading underscore, a module called internal, and what is listed below.
"""

import ast
from functools import cache

import pytest

from kclub.server import version_guards
from tests.sources import APPS, app_modules, module_name, tree_of

PERMITTED = {
    "accounts.allauth_adapter",
    "accounts.sessions",
    "kclub.db.compiled_inserts",
    "kclub.db.compiled_queries",
    "kclub.db.mysql_driver",
    "kclub.db.prepared_statements",
    "kclub.live.endpoints.django_eventstream",
    "kclub.redis.cache",
    "kclub.server.flow_control",
    "kclub.server.http_protocol",
    "kclub.server.page_handler",
}
UNDOCUMENTED = [  # in no package's documentation, though nothing in the name tells
    "django.core.cache.backends",
    "django.core.handlers",
    "django.db.backends",
    "django.db.models.query.ModelIterable",
    "django.db.models.sql",
    "django_eventstream.eventrequest",
    "django_eventstream.eventstream",
    "django_eventstream.urls",
    "django_eventstream.utils.make_id",
    "django_eventstream.utils.sse_encode_error",
    "django_eventstream.utils.sse_encode_event",
    "django_eventstream.views",
    "pymysql.install_as_MySQLdb",
    "uvicorn.protocols",
]
DOCUMENTED_PATHS = ["django.db.backends.signals"]  # among them
DOCUMENTED = {"_", "_db", "_default_manager", "_meta", "_state"}  # by Django, underscore or not


def private_uses(tree):
    """Yield (line, code) of each use of what another package keeps to itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            if any(is_private_path(name) for name in imported_names(node)):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Attribute) and (
            is_private_path(ast.unparse(node), attributes=False) or is_foreign(node)
        ):
            yield node.lineno, ast.unparse(node)


def imported_names(node):
    module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    return [module + alias.name for alias in node.names]


def is_private_path(name, attributes=True):
    parts = name.split(".")
    if parts[0] in APPS or any(f"{name}.".startswith(f"{path}.") for path in DOCUMENTED_PATHS):
        return False
    if any(f"{name}.".startswith(f"{path}.") for path in UNDOCUMENTED):
        return True
    return attributes and any(part == "internal" or is_private(part) for part in parts)


def is_private(name):
    return name.startswith("_") and not name.startswith("__") and name not in DOCUMENTED


def is_foreign(attribute):
    return is_private(attribute.attr) and attribute.attr not in names_of_ours()


@cache
def names_of_ours():
    """All names our code defines: functions, classes, variables and attributes of self."""
    return {name for path in app_modules() for name in names_defined(tree_of(path))}


def names_defined(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(getattr(node, "ctx", None), ast.Store):
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":
                yield node.attr


def test_private_apis_are_used_in_the_permitted_modules_alone():
    found = [
        f"{path}:{line}: {code}"
        for path in app_modules()
        if module_name(path) not in PERMITTED
        for line, code in private_uses(tree_of(path))
    ]
    assert not found, "\n".join(found)


def test_every_permitted_module_has_a_version_guard():
    version_guards.check_versions()  # it imports what only a server does
    assert {guard.used_by for guard in version_guards.guards} == PERMITTED


@pytest.mark.parametrize(
    "code",
    [
        "from allauth.core.internal import ratelimit",
        "import uvicorn.protocols.http.h11_impl",
        "from django.db.models.sql import Query",
        "query._mutable = False",
        "request._cached_user",
        "pymysql.install_as_MySQLdb()",
    ],
)
def test_private_uses_are_noticed(code):
    assert list(private_uses(ast.parse(code)))


def test_what_is_documented_or_ours_is_no_private_use():
    code = "from kclub.db import _ours; row._meta; manager._db; _('안녕'); import uvicorn"
    assert not list(private_uses(ast.parse(code)))
