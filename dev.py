#!/usr/bin/env python3
"""Commands for those who work on K-Club, in the standard library alone.

    python3 dev.py up      make everything ready and serve the demo campus
    python3 dev.py test    run the whole suite, or with arguments: pytest with them
    python3 dev.py lint    look for what is wrong before any test runs
    python3 dev.py bench   measure the live layer beside its peers

Old Pythons understand this file too, far enough to say which Python is needed.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = [PYTHON, "-m", "pip", "install", "--require-hashes", "--retries", 2, "--no-input"]
INSTALLED_STAMP = VENV / "installed"  # digests of the requirements it holds; written last
PYTHONS = ["3.13", "3.14", "3.12"]  # every locked package has a wheel for these, or is only Python
APPS = ["kclub", "accounts", "clubs", "rooms", "demo"]

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"  # holds all of the former too
BENCH = ROOT / "bench" / "requirements.txt"  # what only the peers of the bench need

DEBIAN_PACKAGES = [  # what the whole suite wants
    "redis-server",
    "postgresql",
    "mariadb-server",
    "chromium",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
    "gettext",
    "w3m",
    "pushpin",
]

DEMO_PASSWORD = "kclub-demo-2026"
DEMO_USERS = {
    "student": "a verified student, in no club yet",
    "member": "in the club 필름로그",
    "officer": "decides who joins it",
    "president": "runs it",
    "union": "the student union: approves clubs, sees /admin/",
    "union2": "a second one of the union, for what takes two",
    "unverified": "has not opened the mail yet",
}


class Stop(Exception):
    """dev.py cannot go on; the message is one sentence for the person at the keyboard."""


def main():
    """Run the command asked for. Returns the exit code."""
    arguments, rest = parse_arguments()
    try:
        if arguments.command == "up":
            serve(arguments.host, arguments.port, arguments.data.resolve(), arguments.reload)
        elif arguments.command == "test":
            test(rest)
        elif arguments.command == "bench":
            bench(rest)
        else:
            lint(arguments.fix)
    except Stop as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parse_arguments():
    """Return (the arguments, those that `test` and `bench` pass on)."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Work on K-Club.")
    commands = parser.add_subparsers(dest="command", metavar="up | test | lint | bench")
    commands.required = True

    up = commands.add_parser("up", help="make everything ready and serve the demo campus")
    up.add_argument("--port", type=int, default=8000)
    up.add_argument("--host", default="127.0.0.1")
    up.add_argument("--data", type=Path, default=ROOT / "var", metavar="DIR",
                    help="where database, pictures and mail are kept (var/)")  # fmt: skip
    up.add_argument("--reload", action="store_true", help="start again when a file changes")
    commands.add_parser("test", help="run the whole suite; with arguments: pytest with them")
    commands.add_parser("bench", help="measure the live layer beside its peers", add_help=False)
    checks = commands.add_parser("lint", help="look for what is wrong before any test runs")
    checks.add_argument("--fix", action="store_true", help="put right what the tools can")

    arguments, rest = parser.parse_known_args()
    if rest and arguments.command not in ("test", "bench"):
        parser.error("unrecognized arguments: " + " ".join(rest))
    return arguments, rest


# The commands ------------------------------------------------------------------------------


def serve(host, port, data, reload):
    """Serve the demo campus from the directory `data` until Ctrl-C."""
    ensure_port_is_free(host, port)
    ensure_writable(data)
    prepare_venv(DEVELOPMENT if reload else RUNTIME)
    environment = dict(os.environ, DATA_DIR=str(data), PYTHONUNBUFFERED="1")
    environment.setdefault("DEBUG", "true")
    environment.setdefault("DJANGO_SETTINGS_MODULE", "kclub.settings")
    environment.setdefault("SITE_URL", f"http://localhost:{port}")  # in mails
    if not is_loopback(host):
        environment.setdefault("ALLOWED_HOSTS", "*")
    announce("Looking after tables, translations and the demo campus")
    uvicorn = ["--host", host, "--port", port, "--timeout-graceful-shutdown", 3]
    uvicorn += ["--http", http_protocol(environment)]
    if reload:
        uvicorn += [word for folder in [*APPS, "templates"] for word in ("--reload-dir", folder)]
        uvicorn += ["--reload", "--reload-include", "*.html"]
    command = [PYTHON, "-c", PREPARE_AND_SERVE, greeting(host, port, data)]
    replace_process([*command, "kclub.asgi:application", *uvicorn], environment)


# One process for all of it, since starting Django is what takes the time. Ctrl-C just ends it;
# uvicorn closes the open streams first.
PREPARE_AND_SERVE = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
import django, django.db, uvicorn.main
from django.core.management import call_command

django.setup()
for command in ["compilemessages", "migrate", "demo"]:
    call_command(command, verbosity=0)
django.db.connections.close_all()
print(sys.argv.pop(1), flush=True)
signal.signal(signal.SIGINT, signal.default_int_handler)
uvicorn.main.main()
"""


def http_protocol(environment):
    """Return uvicorn's --http, as in the Procfile: ours, or its own without the accelerators."""
    if environment.get("ACCELERATORS") == "false":
        return "httptools"
    return "kclub.server.http_protocol:HttpProtocol"


def greeting(host, port, data):
    """Return what is shown when the demo campus is ready: its address and who may log in."""
    shown_host = "localhost" if is_loopback(host) or host in ("0.0.0.0", "::") else host
    users = "".join(
        "             {:26} {}\n".format(name + "@saebom.example", what)
        for name, what in DEMO_USERS.items()
    )
    return f"""
  K-Club     http://{shown_host}:{port}/
  Log in     as one of these, password {DEMO_PASSWORD}
{users}
  Mail       http://localhost:{port}/demo/mail/   kept in {data / "mail"}
  Stop       with Ctrl-C
"""


def test(arguments):
    """Run the whole suite on every database; with arguments run pytest with them, on SQLite."""
    if not arguments:
        install_from_debian(DEBIAN_PACKAGES)
    prepare_venv(DEVELOPMENT)
    if arguments:
        replace_process([PYTHON, "-m", "pytest", *arguments])
    replace_process([PYTHON, "-m", "tests"])


def bench(arguments):
    """Run the bench, without the peers that cannot be had; `--help` says what can be chosen."""
    servers = ["redis-server", "postgresql", "mariadb-server", "chromium"]
    install_from_debian([*servers, "nginx", "libnginx-mod-nchan"])
    prepare_venv(DEVELOPMENT)
    succeeded, output = run_quietly([*PIP, "-r", BENCH])
    if not succeeded:
        announce(f"Without Channels: {why_pip_failed(output)}")
    replace_process([PYTHON, "-m", "bench", *arguments])


def lint(fix):
    """Check format, style, imports, dependencies, migrations and the settings of a deployment."""
    prepare_venv(DEVELOPMENT)
    templates = [path.relative_to(ROOT) for path in sorted(ROOT.glob("templates/**/*.html"))]
    programs, manage = PYTHON.parent, [PYTHON, "manage.py"]
    checks = [
        [programs / "ruff", "check", *(["--fix"] if fix else [])],
        [programs / "ruff", "format", *([] if fix else ["--check"])],
        [programs / "djade", *([] if fix else ["--check"]), *templates],
        [programs / "lint-imports", "--no-cache", "--no-logo"],
        [programs / "deptry", "."],
        [programs / "deptry", ".", "--exclude", "\\.venv", "--ignore", "DEP002,DEP004"],
        [*manage, "makemigrations", "--check", "--dry-run"],
        [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    ]
    production = {
        "DEBUG": "false",
        "SECRET_KEY": hashlib.sha512(os.urandom(64)).hexdigest(),
        "ALLOWED_HOSTS": "kclub.example",
        "DATA_DIR": os.environ.get("DATA_DIR", str(ROOT / "var")),
        "EMAIL_URL": "smtps://kclub:secret@mail.example",
        "DEFAULT_FROM_EMAIL": "K-Club <kclub@kclub.example>",
        "SCHOOL_NAME": "K-Club",
    }
    failed = 0
    for check in checks:
        announce(" ".join([check[0].name, *map(str, check[1:3])]))
        command = [str(word) for word in check]
        failed += subprocess.call(command, cwd=str(ROOT), env=dict(os.environ, **production)) != 0
    if failed:
        raise Stop(f"{failed} of {len(checks)} checks found something, as told above.")


# A Python and its packages -----------------------------------------------------------------


def prepare_venv(requirements):
    """Make .venv hold the locked `requirements`, which takes no time when it already does.

    The stamp goes before anything changes and comes back last, so a virtual environment
    that was interrupted half-way is known by its absence.
    """
    if venv_holds(requirements):
        return
    if not (PYTHON.exists() and INSTALLED_STAMP.exists()):
        make_venv()
    with contextlib.suppress(FileNotFoundError):
        INSTALLED_STAMP.unlink()
    announce(f"Installing {requirements.name}; the first time this takes a minute")
    succeeded, output = run_quietly([*PIP, "-r", requirements])
    if not succeeded:
        raise Stop(why_pip_failed(output))
    INSTALLED_STAMP.write_text(stamp_for(requirements))


def venv_holds(requirements):
    """Return whether .venv is complete. Development requirements hold those of the runtime too."""
    if not (PYTHON.exists() and INSTALLED_STAMP.exists()):
        return False
    return set(stamp_for(requirements).split()) <= set(INSTALLED_STAMP.read_text().split())


def stamp_for(requirements):
    """Return the digests of the runtime's requirements and of these, one a line."""
    files = {RUNTIME, requirements}
    return "\n".join(sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))


def make_venv():
    python = find_python()
    announce(f"Making .venv with {python}")
    succeeded, output = run_quietly([python, "-m", "venv", "--clear", VENV])
    if not succeeded:
        raise Stop(f"{python} could not make .venv: {last_line(output)}")


def find_python():
    """Return the path of a Python that can run K-Club: the one running this, or one nearby."""
    for python in pythons():
        version = output_of(python, "import sys; print('%d.%d' % sys.version_info[:2])")
        if version in PYTHONS:
            ensure_can_make_venv(python, version)
            return python
    raise Stop(
        "K-Club needs Python {}, and this is {}.{}; get one of them from your package"
        " manager, python.org, pyenv or uv.".format(
            " or ".join(sorted(PYTHONS)), *sys.version_info[:2]
        )
    )


def ensure_can_make_venv(python, version):
    package = f"python{version}-venv"  # Debian and Ubuntu keep it apart
    if output_of(python, "import ensurepip; print('able')") != "able":
        install_from_debian([package])
        if output_of(python, "import ensurepip; print('able')") != "able":
            raise Stop(f"{python} cannot make virtual environments: apt install {package}")


def pythons():
    """Yield the paths of Pythons worth asking, nearest first."""
    yield getattr(sys, "_base_executable", None) or sys.executable
    yield from filter(None, (shutil.which("python" + version) for version in PYTHONS))
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    uv = Path("~/.local/share/uv/python").expanduser()
    for version in PYTHONS:
        yield from pyenv.glob(f"versions/{version}.*/bin/python")
        yield from uv.glob(f"cpython-{version}.*/bin/python3")


def output_of(python, code):
    """Return what `python` prints when it runs `code`; nothing if it cannot."""
    with contextlib.suppress(OSError):
        succeeded, answer = run_quietly([python, "-c", code])
        return answer.strip() if succeeded else ""


def why_pip_failed(output):
    """Return a sentence that says why, from what pip printed."""
    if "No space left" in output:
        return "the disk is full, so the packages could not be installed."
    if "DO NOT MATCH THE HASHES" in output:
        return "a package is not the one we locked, so nothing was installed."
    if "Retrying" in output:
        return "the packages could not be downloaded; is there a network?"
    return f"the packages could not be installed: {last_line(output)}"


def install_from_debian(packages):
    """Install those of these packages that are missing, on Debian or Ubuntu as root."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    announce("Installing from Debian: " + " ".join(missing))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run_quietly(["apt-get", "update"], environment)
    install = ["apt-get", "install", "--yes", "--no-install-recommends"]
    succeeded, output = run_quietly([*install, *missing], environment)
    if succeeded:
        return
    for package in missing:  # one that this release does not know stops them all
        succeeded, output = run_quietly([*install, package], environment)
        if not succeeded:
            announce(f"{package} could not be installed: {last_line(output)}")


def is_installed(package):
    succeeded, status = run_quietly(["dpkg-query", "-W", "-f", "${Status}", package])
    return succeeded and status == "install ok installed"


# Helpers -----------------------------------------------------------------------------------


def ensure_port_is_free(host, port):
    if not 0 < port < 65536:
        raise Stop(f"there is no port {port}; they go from 1 to 65535.")
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(address[0]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address[4])
    except OSError as error:
        reason = error.strerror.lower()
        raise Stop(f"cannot serve on {host} port {port}: {reason}; try another --port.") from None


def is_loopback(host):
    return host in ("127.0.0.1", "::1", "localhost")


def ensure_writable(directory):
    try:
        directory.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=str(directory)).close()
    except OSError as error:
        raise Stop(f"cannot write to {directory}: {error.strerror}.") from None


def run_quietly(command, environment=None):
    """Run `command` in the project. Returns whether it succeeded and what it printed."""
    command = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:  # a pipe would wait for daemons it leaves behind
        code = subprocess.call(
            command,
            cwd=str(ROOT),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        output.seek(0)
        return code == 0, output.read().decode(errors="replace")


def last_line(output):
    return output.strip().rpartition("\n")[2] or "it said nothing."


def replace_process(command, environment=None):
    """Replace this process by `command`, so that it gets our signals and we its exit code."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    command = [str(word) for word in command]
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment or os.environ)


def announce(sentence):
    print("· " + sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
