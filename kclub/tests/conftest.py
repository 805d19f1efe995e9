from copy import deepcopy

import pytest

from kclub.tests.urls import PAGE


@pytest.fixture
def pages(settings):
    """The addresses of kclub.tests.urls, and their template, instead of the apps' own."""
    settings.ROOT_URLCONF = "kclub.tests.urls"
    templates = deepcopy(settings.TEMPLATES)
    engine = templates[0]
    ours = engine["OPTIONS"]["context_processors"]
    engine["OPTIONS"]["context_processors"] = [
        name for name in ours if name.startswith(("django", "kclub"))
    ]
    engine["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", {"sample.html": PAGE}),
        "kclub.template_loader.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates


@pytest.fixture
def htmx():
    """The headers of a request whose answer htmx will swap into a part of the page."""
    return {"HX-Request": "true", "HX-Request-Type": "partial"}
