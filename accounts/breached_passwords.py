"""Passwords that have leaked elsewhere: a file of sorted digests, opened when somebody first asks.

It has no word in it. Of a password in small letters it keeps the first five bytes of SHA-256: of ten
million other passwords one would be refused for nothing. accounts/data/README.md says of what it is made.
"""

from bisect import bisect_left
from functools import cache
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

FILE = Path(__file__).parent / "data/breached_passwords.bin"
DIGEST_BYTES = 5


def is_breached(password):
    """Whether the password has leaked, in large or small letters."""
    digests, wanted = opened(FILE), digest_of(password)
    count = len(digests) // DIGEST_BYTES
    place = bisect_left(range(count), wanted, key=lambda n: digest_at(digests, n))
    return place < count and digest_at(digests, place) == wanted


def write(passwords, file):
    """Write the digests of the passwords into the file at that path. Returns how many there are."""
    digests = sorted({digest_of(password) for password in passwords})
    Path(file).write_bytes(b"".join(digests))
    return len(digests)


def digest_of(password):
    return sha256(password.lower().encode()).digest()[:DIGEST_BYTES]


def digest_at(digests, n):
    return digests[n * DIGEST_BYTES : (n + 1) * DIGEST_BYTES]


@cache
def opened(path):
    """Return the bytes of the file, which are read from the disk where they are looked at."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
