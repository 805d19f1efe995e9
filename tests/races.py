"""Races: calls at the same moment, in real threads with their own connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from kclub.errors import Refused


def at_once(*verbs):
    """Call the verbs at the same moment, each in a thread of its own.

    Returns what each of them returned, or the Refused it raised. The test that uses it needs
    `django_db(transaction=True)`.
    """
    barrier = Barrier(len(verbs))

    def run(verb):
        barrier.wait()
        try:
            return verb()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))
