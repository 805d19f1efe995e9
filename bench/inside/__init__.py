"""What is measured inside Django, without a server: a process of its own for each database.

    python -m bench.inside.history <pid of the database>

prints rows as JSON. `rows_of` runs it with the environment it needs.
"""

import json
import subprocess
import sys

from tests.live.site import environment
from tests.sources import ROOT


def rows_of(module, data, database_url, *arguments):
    """What `python -m <module>` prints, on the database of that URL, with files in `data`."""
    env = environment(data, database_url) | {"DJANGO_SETTINGS_MODULE": "bench.plain"}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    said = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE
    )
    return json.loads(said.stdout)
