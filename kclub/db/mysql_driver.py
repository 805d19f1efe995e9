"""PyMySQL in the place of mysqlclient, the driver Django's MySQL backend imports as MySQLdb.

PyMySQL needs no C compiler and no client library. Django does not support it officially: it only
looks at the version PyMySQL claims for itself.
"""

import pymysql

from kclub.server.version_guards import guard

guard(
    "PyMySQL",
    "1.2",
    used_by=__name__,
    id="kclub.W005",
    hint="Look whether Django accepts the version it claims, and run the tests on MariaDB.",
)


def install():
    """Let `import MySQLdb` find PyMySQL. Call it before Django opens a database."""
    pymysql.install_as_MySQLdb()
