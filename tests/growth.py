"""Whether work on a text grows with its length and no faster, told by a ratio within one run."""

import gc
import time

TIMES = 4  # as long a text: it takes 4 times as long, or 16 where all before is looked at again
MOST = 9
RUNS = 4  # the quickest counts: a slow one tells of the machine
TICK = 0.005  # seconds that no clock of a busy machine tells apart


def grows_evenly(work, text):
    """Return whether `text` four times takes `work` about four times its CPU time."""
    runs = [(seconds(work, text), seconds(work, text * TIMES)) for _run in range(RUNS)]
    once, often = map(min, zip(*runs, strict=True))
    return often < once * MOST + TICK


def seconds(work, text):
    """Return the CPU time of `work(text)`, without that of Python's garbage collector."""
    gc.disable()
    started = time.process_time()
    work(text)
    taken = time.process_time() - started
    gc.enable()
    return taken
