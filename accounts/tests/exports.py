"""Exports for tests: asked for, made at once, and read."""

import json
from io import BytesIO
from zipfile import ZipFile

from accounts.exports.maker import Maker
from accounts.models import Export


def make_export(user):
    """Make an export of the user, whenever the last one was. Return it, with its file."""
    export = Export.objects.create(user=user)
    make_all()
    export.refresh_from_db()
    return export


def make_all():
    """Make what is due. Return how many moments it took."""
    maker, moments = Maker(), 0
    while maker.make_due():
        moments += 1
    return moments


def archive_of(export):
    """Return the ZipFile of an export."""
    with export.file.open() as file:
        return ZipFile(BytesIO(file.read()))


def data_of(export):
    """Return {section: rows} of an export."""
    return json.loads(archive_of(export).read("data.json"))["sections"]


def page_of(export):
    return archive_of(export).read("index.html").decode()
