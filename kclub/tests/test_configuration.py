"""What is wrong with the environment is said at the start, in a sentence, and nothing is served."""

import os
import re
import subprocess
import sys

import pytest
from environs import Env

from kclub.configuration import RULES, Environment, command_of_process, ensure_sound, read_file
from tests.sources import ROOT

SOUND = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "club.example.ac.kr",
    "DATABASE_URL": "postgres://kclub:secret@db.example:5432/kclub",
    "STORAGE_URL": "s3://key:secret@s3.example/pictures",
    "EMAIL_URL": "smtp://kclub:secret@mail.example.ac.kr:587",
    "DEFAULT_FROM_EMAIL": "K-Club <club@example.ac.kr>",
    "SCHOOL_NAME": "한빛대학교",
}  # as of a real school
NONE = None  # the variable is not set

WRONG = [
    ("SECRET_KEY", NONE, "is missing"),
    ("SECRET_KEY", "", "is missing"),
    ("SECRET_KEY", "  ", "is missing"),
    ("ALLOWED_HOSTS", NONE, "is missing"),
    ("ALLOWED_HOSTS", "a, b", "has ' b', which is no host name"),
    ("ALLOWED_HOSTS", "https://club.example", "which is no host name"),
    ("ALLOWED_HOSTS", "club.example:8000", "which is no host name"),
    ("ALLOWED_HOSTS", "a,,b", "has '', which is no host name"),
    ("ALLOWED_HOSTS", "a;b", "which is no host name"),
    ("DATABASE_URL", NONE, "is missing"),
    ("DATABASE_URL", "hello", "names none of"),
    ("DATABASE_URL", "oracle://host/name", "names none of"),
    ("DATABASE_URL", "postgres://user:password@host:5432", "has no name"),
    ("DATABASE_URL", "postgres://user:password@host:port/name", "has a port that is no number"),
    ("DATABASE_URL", "postgres://", "has no name"),
    ("DATABASE_URL", "sqlite://", "has no name"),
    ("DATABASE_URL", "mysql://db:99999/kclub", "has a port that is no number"),
    ("STORAGE_URL", NONE, "is missing"),
    ("STORAGE_URL", "s3:///pictures", "names no host or no bucket"),
    ("STORAGE_URL", "https://s3.example/pictures", "begins with s3://"),
    ("STORAGE_URL", "gs://bucket", "begins with s3://"),
    ("STORAGE_URL", "s3://bucket", "names no host or no bucket"),
    ("STORAGE_URL", "/srv/pictures", "begins with s3://"),
    ("EMAIL_URL", NONE, "is missing"),
    ("EMAIL_URL", "http://x", "begins neither with smtp://"),
    ("EMAIL_URL", "mail.example", "begins neither with smtp://"),
    ("EMAIL_URL", "smtp://", "names no mail server"),
    ("EMAIL_URL", "smtp://host:mail", "has a port that is no number"),
    ("DEFAULT_FROM_EMAIL", NONE, "is missing"),
    ("DEFAULT_FROM_EMAIL", "K-Club", "is no mail address"),
    ("DEFAULT_FROM_EMAIL", "K-Club <club@>", "is no mail address"),
    ("REDIS_URL", "localhost:6379", "begins with redis://"),
    ("REDIS_URL", "http://localhost", "begins with redis://"),
    ("REDIS_URL", "redis://", "begins with redis://"),
    ("REDIS_URL", "memcached://localhost", "begins with redis://"),
    ("GRIP_URL", "ws://127.0.0.1:5561", "begins with http://"),
    ("GRIP_URL", "hello", "begins with http://"),
    ("GRIP_URL", "http://one,two", "begins with http://"),
    ("WORKERS", "2", "is more than 1 without REDIS_URL"),
    ("WORKERS", "0", "is not between"),
    ("WORKERS", "many", "is no whole number"),
    ("WORKERS", "", "is no whole number"),
    ("WORKERS", "1.5", "is no whole number"),
    ("SCHOOL_NAME", NONE, "is missing"),
    ("SCHOOL_NAME", " ", "is missing"),
    ("SITE_URL", "club.example", "is no https://"),
    ("SITE_URL", "ftp://club.example", "is no https://"),
    ("SITE_URL", "https://", "is no https://"),
    ("SITE_URL", "https://club.example/clubs/", "is no https://"),
    ("DEBUG", "maybe", "is neither true nor false"),
    ("DEBUG", "", "is neither true nor false"),
    ("HTTPS", "ja", "is neither true nor false"),
    ("DEMO", "2", "is neither true nor false"),
    ("SEND_FROM_WEB", "never", "is neither true nor false"),
    ("ACCELERATORS", "fast", "is neither true nor false"),
    ("RENEW_VERIFICATION", "yearly", "is neither true nor false"),
    ("SECOND_FACTOR_REQUIRED", "union", "is neither true nor false"),
    ("DIGEST_HOUR", "24", "is not between 0 and 23"),
    ("DIGEST_HOUR", "six", "is no whole number"),
    ("EMAIL_RATE", "0", "is not between"),
    ("EMAIL_RATE", "fast", "is no number"),
    ("EMAIL_RATE", "nan", "is not between"),
    ("EMAIL_RATE", "-1", "is not between"),
    ("DIGEST_HOUR", "-1", "is not between 0 and 23"),
    ("TRUSTED_PROXY_COUNT", "one", "is no whole number"),
    ("LIVE_STREAMS_PER_USER", "few", "is no whole number"),
    ("TRUSTED_PROXY_COUNT", "-1", "is not between"),
    ("LIVE_STREAMS_PER_USER", "0", "is not between"),
    ("ADMINS", "somebody", "is no mail address"),
    ("ADMINS", "one@example.ac.kr,two", "has 'two'"),
    ("CONTACT_EMAIL", "union", "is no mail address"),
    ("STAFF_EMAIL_DOMAINS", "staff", "is no mail domain"),
    ("STAFF_EMAIL_DOMAINS", "https://staff.example", "is no mail domain"),
]


def problems(**values):
    """What is said of a sound environment with these variables; None takes one out."""
    values = {name: value for name, value in (SOUND | values).items() if value is not None}
    return Environment(values).problems(with_missing=True)


@pytest.mark.parametrize(("name", "value", "said"), WRONG, ids=lambda value: repr(value))
def test_a_wrong_value_is_a_sentence_with_an_example(name, value, said):
    (sentence,) = problems(**{name: value})
    assert sentence.startswith(f"{name} ")
    assert said in sentence
    assert f"Example: {name}=" in sentence


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("KAKAO_CLIENT_SECRET", "KAKAO_CLIENT_ID"),
        ("NAVER_CLIENT_ID", "NAVER_CLIENT_SECRET"),
        ("NAVER_CLIENT_SECRET", "NAVER_CLIENT_ID"),
        ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
        ("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID"),
    ],
)
def test_half_of_the_keys_of_a_service_is_told(given, missing):
    (sentence,) = problems(**{given: "key"})
    assert sentence.startswith(f"{missing} is missing, and without it {given}")
    assert problems(**{given: "key", missing: "other"}) == []
    assert problems(KAKAO_CLIENT_ID="key") == []


def test_the_examples_are_right():
    examples = {name: example for name, (_rule, example) in RULES.items() if name != "DATA_DIR"}
    assert problems(**examples) == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": ".example.ac.kr,127.0.0.1,[::1]"},
        {"DATABASE_URL": "sqlite:////srv/kclub/kclub.sqlite3"},
        {"DATABASE_URL": "mysql://kclub:p%40ss@db/kclub"},
        {"EMAIL_URL": "smtps://mail.example.ac.kr"},
        {"EMAIL_URL": "file:", "DEFAULT_FROM_EMAIL": NONE},
        {"WORKERS": "2", "REDIS_URL": "rediss://:secret@redis.example:6380"},
        {"REDIS_URL": "redis+sentinel://one:26379,two:26379/kclub"},
        {"REDIS_URL": "redis+cluster://one:6379"},
        {"GRIP_URL": "http://127.0.0.1:5561?iss=pushpin&key=secret,http://other:5561"},
        {"STORAGE_URL": "s3+http://key:secret@minio:9000/pictures?region=seoul"},
        {"DEBUG": "True"},
        {"STAFF_EMAIL_DOMAINS": "@staff.example.ac.kr, prof.example.ac.kr"},
        {"ADMINS": "Operator <operator@example.ac.kr>"},
        {"DEBUG": "true", **dict.fromkeys(SOUND)},
        {"DEMO": "true", "STORAGE_URL": NONE, "EMAIL_URL": NONE, "DATABASE_URL": NONE, "SCHOOL_NAME": NONE},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_right_is_taken(values):
    assert problems(**values) == []


FREE = {"SCHOOL_NAME_EN", "STATIC_ROOT", "LIVE_PREFIX"}  # any text is right
OF_DJANGO = {"VAPID_PRIVATE_KEY", "VAPID_SUBJECT"}  # accounts/push/checks.py


def test_every_variable_of_the_settings_is_looked_at():
    text = (ROOT / "kclub" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text))
    assert read - set(RULES) == FREE | OF_DJANGO


@pytest.mark.parametrize(
    "word", ["true", "TRUE", "True", "1", "on", "yes", "false", "Off", "NO", "0"]
)
def test_settings_understand_what_is_taken_for_true_or_false(word, monkeypatch):
    monkeypatch.setenv("HTTPS", word)
    assert problems(HTTPS=word) == []
    assert Env().bool("HTTPS") == Environment({"HTTPS": word}).is_on("HTTPS")


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["/srv/kclub/manage.py", "collectstatic", "--noinput"], "collectstatic"),
        (["manage.py"], ""),
        (["/srv/kclub/.venv/bin/uvicorn", "kclub.asgi:application"], ""),
    ],
)
def test_a_command_is_one_of_manage(arguments, command, monkeypatch):
    monkeypatch.setattr(sys, "argv", arguments)
    assert command_of_process() == command


def test_files_are_enough_in_a_folder_that_lasts(tmp_path):
    place = tmp_path / "new" / "data"
    assert problems(DATABASE_URL=NONE, STORAGE_URL=NONE, DATA_DIR=str(place)) == []
    assert place.is_dir()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    (sentence,) = problems(DATA_DIR=str(tmp_path / "file"))
    assert sentence.startswith("DATA_DIR cannot be written to (File exists)")


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(SystemExit) as exit_:
        ensure_sound(SOUND | {"SECRET_KEY": "", "WORKERS": "2", "GRIP_URL": "hello"})
    assert [line.split()[1] for line in str(exit_.value).splitlines()[1:]] == ["SECRET_KEY", "WORKERS", "GRIP_URL"]  # fmt: skip


def test_an_image_is_built_without_an_environment_but_not_with_a_wrong_one():
    ensure_sound({}, "collectstatic")
    with pytest.raises(SystemExit, match="WORKERS is no whole number"):
        ensure_sound({"WORKERS": "many"}, "collectstatic")
    with pytest.raises(SystemExit, match="SECRET_KEY is missing"):
        ensure_sound({}, "migrate")


@pytest.mark.parametrize(
    "command",
    [["manage.py", "migrate"], ["manage.py", "check"], ["-m", "uvicorn", "kclub.asgi:application", "--port", "0"]],
    ids=lambda command: command[-1],
)  # fmt: skip
def test_nothing_starts_with_a_wrong_environment(command):
    """A sentence, and no traceback."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kclub.settings",
        **SOUND,
        "SCHOOL_NAME": "",
    }
    result = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60
    )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.splitlines()[0] == "K-Club cannot start:"
    assert "- SCHOOL_NAME is missing" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("names", "english"),
    [
        ({}, "Saebom University"),
        ({"SCHOOL_NAME": "한빛대학교"}, "한빛대학교"),
        ({"SCHOOL_NAME": "한빛대학교", "SCHOOL_NAME_EN": "Hanbit University"}, "Hanbit University"),
    ],
)
def test_no_school_is_called_by_the_name_of_another_in_english(names, english):
    env = {"PATH": os.environ["PATH"], "DEMO": "true", "SECRET_KEY": "x", "ALLOWED_HOSTS": "*"}
    code = "import kclub.settings as settings; print(settings.SCHOOL_NAME_EN)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env | names | {"PYTHONUTF8": "1"},
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert told.stdout.strip() == english


def test_a_file_is_read_in_development_alone_and_what_is_set_stays(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("FROM_THE_FILE=새봄\nSET=file\n")
    monkeypatch.setenv("SET", "process")
    monkeypatch.delenv("FROM_THE_FILE", raising=False)
    read_file(tmp_path / ".env", {"DEBUG": "false"})
    assert "FROM_THE_FILE" not in os.environ
    read_file(tmp_path / ".env", {"DEBUG": "true"})
    read = {name: os.environ.pop(name) for name in ["FROM_THE_FILE"]}
    assert (read, os.environ["SET"]) == ({"FROM_THE_FILE": "새봄"}, "process")
