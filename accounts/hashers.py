"""How passwords are hashed: Argon2id, with memory that a small machine has.

One hash takes 19 MiB and passes over it twice, the least that OWASP's password storage sheet asks
for; Django's own default takes 100 MiB, and five log-ins at once would end a worker of 512 MiB. At
most four are made at a time, others wait: 76 MiB beside the 110 a worker takes.
"""

from threading import BoundedSemaphore

from django.contrib.auth import hashers

from accounts.models import User

HASHES_AT_ONCE = 4  # of one process


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """Django's hasher with our measures, which waits for its turn."""

    memory_cost = 19 * 1024  # KiB
    time_cost = 2  # passes
    parallelism = 1  # a worker has one core, if that
    turns = BoundedSemaphore(HASHES_AT_ONCE)

    def encode(self, password, salt):
        with self.turns:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with self.turns:
            return super().verify(password, encoded)


def even_out(account, password):
    """Take the time of all kinds of hashes there are, after a wrong password for the `account`.

    While some passwords are still hashed in an older way, the time would tell whose they are, and
    which address has no account.
    """
    present, *older = hashers.get_hashers()
    if not older:
        return
    stored = User.objects.filter(email=account).values_list("password", flat=True).first()
    spent = algorithm_of(stored) or present.algorithm
    for hasher in (present, *filter(is_in_use, older)):
        if hasher.algorithm != spent:
            hasher.encode(password, hasher.salt())


def is_in_use(hasher):
    """Whether somebody's password is hashed in this way."""
    return User.objects.filter(password__startswith=f"{hasher.algorithm}$").exists()


def algorithm_of(stored):
    """Return how a stored password is hashed; None for one that nobody can use, and for none."""
    if not stored or not hashers.is_password_usable(stored):
        return None
    return hashers.identify_hasher(stored).algorithm
