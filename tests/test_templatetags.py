"""Template tags and filters format what views give them; they do not ask the database."""

import ast
from pathlib import Path

import pytest

TAGS = sorted(Path(__file__).parents[1].glob("*/templatetags/*.py"))


@pytest.mark.parametrize("module", TAGS, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_no_template_tag_imports_models(module):
    imports = [node for node in ast.walk(ast.parse(module.read_text()))
               if isinstance(node, ast.Import | ast.ImportFrom)]  # fmt: skip
    names = [getattr(node, "module", None) or "" for node in imports]
    names += [alias.name for node in imports for alias in node.names]
    assert not [name for name in names if "models" in name.split(".")]
