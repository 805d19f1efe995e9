"""The project's own source files, for tests that read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["kclub", "accounts", "clubs", "rooms", "demo"]


@cache
def tracked():
    """Return the paths of all files that git tracks or does not ignore, relative to ROOT."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(command, cwd=ROOT, text=True).split("\n")
    return [Path(name) for name in sorted(set(names)) if name and (ROOT / name).exists()]


def is_test(path):
    return "tests" in path.parts or path.name == "conftest.py"


def python_of(*folders):
    """Return the paths of the modules in these folders, without migrations."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.parts[0] in folders and "migrations" not in path.parts
    ]


def app_modules():
    """Return the paths of the modules that hold code and are no tests."""
    return [path for path in python_of(*APPS) if not is_test(path) and text_of(path).strip()]


@cache
def text_of(path):
    return (ROOT / path).read_text()


@cache
def tree_of(path):
    return ast.parse(text_of(path))


def lines_of(path):
    return text_of(path).splitlines()


def module_name(path):
    """Return the dotted name of the module at `path`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
