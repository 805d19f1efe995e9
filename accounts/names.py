"""Names of people: what a handle may be, and names that pose as an office."""

import re
import unicodedata

from django.conf import settings

from kclub.text.lookalikes import alike, hangul_letters, latin_words
from kclub.text.normalization import folded

MIN_HANDLE_LENGTH, MAX_HANDLE_LENGTH = 2, 20
HANDLE = re.compile(rf"(?=_*[^_])[a-z0-9_가-힣]{{{MIN_HANDLE_LENGTH},{MAX_HANDLE_LENGTH}}}")
HANDLE_WITHOUT_NAME = "student"  # of people in whose names no letter can be in a handle

OFFICES = [
    *[
        "연합회",
        "총동연",
        "운영진",
        "운영자",
        "운영팀",
        "관리자",
        "관리팀",
        "관리인",
        "총학생회",
        "학생회",
    ],
    *["학생처", "교무처", "교직원", "행정실", "고객센터", "공식계정", "케이클럽", "시스템관리"],
]
SHORT_OFFICES = [
    "동연",
    "총장",
    "운영",
    "관리",
    "시스템",
    "공식",
    "어드민",
]  # also within people's names
LATIN_OFFICES = ["admin", "kclub", "moderator", "official", "studentunion", "clubunion"]
SHORT_LATIN_OFFICES = ["root", "staff", "system", "support", "operator", "union", "webmaster"]
EVERYBODY = ["모두", "전체", "여러분", "everyone", "everybody", "here", "all", "channel"]


def normal_handle(text):
    """Return `text` as a handle is stored: without an @, in NFKC, in small letters."""
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("@")
    return unicodedata.normalize("NFKC", text.casefold())


def is_handle(text):
    """Whether `text` can be a handle as it stands."""
    return HANDLE.fullmatch(text) is not None


def handle_base(name, *, may_pose=False):
    """Return what of a display name can be a handle, possibly too short for one.

    `may_pose` says that the name of an office is kept.
    """
    base = "".join(filter(is_in_handles, "".join(map(_unaccented, folded(name)))))
    base = base[:MAX_HANDLE_LENGTH].strip("_")
    if not base or base in EVERYBODY or (poses_as_office(base) and not may_pose):
        return HANDLE_WITHOUT_NAME
    return base


def numbered_handle(base, number):
    """Return `base` with a number behind it, as long as handles may be."""
    return f"{base[: MAX_HANDLE_LENGTH - len(str(number))]}{number}"


def numbered_handles(base):
    """Yield handles made of `base`: 김민재, 김민재2, 김민재3, …; 김1, 김2, … where it is too short."""
    number = 1
    if len(base) >= MIN_HANDLE_LENGTH:
        yield base
        number = 2
    while True:
        yield numbered_handle(base, number)
        number += 1


def free_handle(name, taken, *, may_pose=False):
    """Return the first handle made of `name` that is not among `taken`."""
    handles = numbered_handles(handle_base(name, may_pose=may_pose))
    return next(handle for handle in handles if handle not in taken)


def is_in_handles(char):
    return re.match(r"[a-z0-9_가-힣]", char) is not None


def poses_as_office(text):
    """Whether `text` looks like the name of an office: the union, the school, who runs the site."""
    letters = hangul_letters(text)
    words = set(map(hangul_letters, [text, *text.split()]))
    if any(hangul_letters(office) in letters for office in [*OFFICES, settings.SCHOOL_NAME]):
        return True
    if any(hangul_letters(office) in words for office in [*SHORT_OFFICES, *_school_in_short()]):
        return True
    return any(_is_latin_office(run) for words in latin_words(text) for run in _runs(words))


def is_office(text):
    """Whether `text` is or ends as the name of an office; Student Union Band is none."""
    letters = hangul_letters(text)
    if letters.endswith(tuple(map(hangul_letters, OFFICES))):
        return True
    if letters in map(hangul_letters, [*SHORT_OFFICES, settings.SCHOOL_NAME, *_school_in_short()]):
        return True
    short = set(map(alike, [*SHORT_LATIN_OFFICES, *_english_school()]))
    names = ["".join(words).removeprefix("the") for words in latin_words(text)]
    return any(name in short or name.endswith(tuple(map(alike, LATIN_OFFICES))) for name in names)


def _school_in_short():
    """Return the school's name without the word for a school: 새봄대 and 새봄 for 새봄대학교."""
    name = settings.SCHOOL_NAME
    return {name.removesuffix("학교"), name.removesuffix("대학교")}


def _is_latin_office(word):
    if any(word.startswith(alike(name)) or word.endswith(alike(name)) for name in LATIN_OFFICES):
        return True
    short = [*SHORT_LATIN_OFFICES, *_english_school()]
    return any(word == alike(name) for name in short)


def _english_school():
    """Return the school's English name as one word, and without the word for a school."""
    words = settings.SCHOOL_NAME_EN.casefold().split()
    own = [word for word in words if word not in ("university", "college", "of", "the")]
    return {"".join(words), "".join(own)}


def _runs(words):
    """Yield all neighbouring words as one: a, ab, abc, b, bc, c."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield "".join(words[start:end])


def _unaccented(char):
    if is_in_handles(char):
        return char
    return "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
