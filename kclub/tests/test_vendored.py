"""Files of others that are served as they are."""

import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"


def test_the_vendored_htmx_is_what_its_page_says():
    readme = (STATIC / "vendor/README.md").read_text()
    version, parts = re.search(r"is htmx ([\d.]+) with its extensions (.+), in", readme).groups()
    code = (STATIC / "vendor/htmx.js").read_text()
    assert f'version="{version}"' in code
    assert set(re.findall(r'registerExtension\("(\w+)"', code)) == {
        part.removeprefix("hx-") for part in parts.split(" and ")
    }
    assert f"npm pack htmx.org@{version}" in readme
    assert code.splitlines()[0].startswith(f"/* htmx {version} ")
