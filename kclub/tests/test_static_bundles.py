"""Static files: what is written, what is made of it, and what a page asks for."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from kclub.static_bundles import BUNDLES

STATIC = Path(settings.BASE_DIR) / "static"


def bundle(name):
    return Path(finders.find(name)).read_text()


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_file_is_part_of_a_bundle_and_every_part_is_there(kind):
    written = {f"{kind}/{file.name}" for file in (STATIC / kind).iterdir()}
    parts = [part for name, parts in BUNDLES.items() if name.endswith(kind) for part in parts]
    assert set(parts) == written


def test_a_bundle_has_its_parts_in_their_order():
    parts = {
        "reset": "::before",
        "navigation": ".nav-main{",
        "frame": ".top{",
        "buttons": ".btn{",
        "utilities": "[hidden]",
    }
    places = [bundle("kclub.css").index(rule) for rule in parts.values()]
    assert places == sorted(places)


def test_a_bundle_follows_its_parts(tmp_path, settings, monkeypatch):
    (tmp_path / "a.css").write_text(".a { b: c; }")
    monkeypatch.setitem(BUNDLES, "ab.css", ["a.css"])
    settings.STATICFILES_DIRS, settings.DATA_DIR = [tmp_path], tmp_path / "data"
    finder = finders.get_finder.__wrapped__("kclub.static_bundles.Finder")

    made = Path(finder.find("ab.css"))
    assert made.read_text() == ".a{b:c}"
    (tmp_path / "a.css").write_text(".a { b: d; }")
    assert Path(finder.find("ab.css")).read_text() == ".a{b:d}"
    assert finder.find("ab.css", find_all=True) == [str(made)]


def test_collectstatic_makes_bundles_with_names_of_their_own_and_compressed(tmp_path, settings):
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, stdout=StringIO())

    collected = {file.name for file in tmp_path.iterdir()}
    for name in BUNDLES:
        hashed = Path(staticfiles_storage.stored_name(name)).name
        assert hashed != name
        assert {hashed, f"{hashed}.br", f"{hashed}.gz"} <= collected
    assert not (tmp_path / "css").exists()


@pytest.mark.parametrize(
    ("sheet", "size"), [("kclub.css", 25_000), ("room.css", 11_500), ("desk.css", 8_000)]
)
def test_a_sheet_stays_small(sheet, size):
    assert len(bundle(sheet).encode()) <= size  # before compression


@pytest.mark.parametrize("file", sorted((STATIC / "css").iterdir()), ids=lambda file: file.name)
def test_a_sheet_is_written_one_declaration_a_line(file):
    source = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", file.read_text(), flags=re.DOTALL)
    for line in source.splitlines():
        assert len(line) <= 100
        assert re.fullmatch(r"[^{};]*[{};]?", line), line


@pytest.mark.parametrize("file", sorted((STATIC / "js").iterdir()), ids=lambda file: file.name)
def test_a_script_is_short_and_can_be_sent_line_by_line(file):
    lines = file.read_text().splitlines()
    assert len(lines) <= 150
    for line in lines:
        assert len(line) <= 100
        assert line.count("`") % 2 == 0, line  # no string goes on in the next line


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
