import re

from django.conf import settings


def test_every_variable_of_the_settings_is_explained_to_the_operator():
    read = re.findall(
        r'env\.\w+\(\s*"(\w+)"', (settings.BASE_DIR / "kclub/settings.py").read_text()
    )
    explained = (settings.BASE_DIR / "docs/operating.md").read_text()

    assert [name for name in read if f"`{name}`" not in explained] == []
