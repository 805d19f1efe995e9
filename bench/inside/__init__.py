"""Measurements inside Django without a server, in a process of its own for each database.

    python -m bench.inside.history <pid of the database>

prints rows as JSON. `rows_of` runs it with the environment it needs.
"""

import json
import subprocess
import sys

from tests.live.site import environment
from tests.sources import ROOT


def rows_of(module, data, database_url, *arguments):
    """Return the rows that `python -m <module>` prints, on that database, with files in `data`."""
    env = environment(data, database_url) | {"DJANGO_SETTINGS_MODULE": "bench.plain"}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    result = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE
    )
    return json.loads(result.stdout)
