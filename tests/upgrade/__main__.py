"""`python -m tests.upgrade`: write the state of the present migrations down, once they freeze.

It replaces the .sql files in this directory. Do it only for a state that becomes the oldest one
from which a school may upgrade; docs/decisions.md says which that is.
"""

import subprocess
import sys
import tempfile

from tests import services
from tests.upgrade.databases import DATABASES, DUMPS

FILL = "import django; django.setup(); from tests.upgrade.school import fill; fill()"


def main():
    for kind in DATABASES:
        with kind() as database, tempfile.TemporaryDirectory() as data:
            environment = services.environment(data, database.url)
            environment["DJANGO_SETTINGS_MODULE"] = "kclub.settings"
            for command in (["manage.py", "migrate"], ["-c", FILL]):
                subprocess.run([sys.executable, *command], env=environment, check=True)
            (DUMPS / f"{kind.name}.sql").write_text(database.dump())


if __name__ == "__main__":
    main()
