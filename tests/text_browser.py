"""w3m on a terminal of its own, driven by its keys: a browser without scripts, styles and pictures."""

import contextlib
import fcntl
import os
import select
import shutil
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path

from tests.services import missing, program

LINES, COLUMNS = 60, 100
PATIENCE = 30  # seconds until a page has come


class TextBrowser:
    """w3m, whose cursor goes from words to words. It speaks Korean and keeps cookies."""

    def __init__(self, address):
        self.command = [*self.find(), "-cookie", address]
        for option in ["accept_language=ko", "wrap_search=1", "confirm_qq=0"]:
            self.command += ["-o", option]

    @staticmethod
    def find():
        """Return the command that starts w3m on a terminal of its own."""
        programs = program("setsid"), program("w3m")
        return [programs[0], "-c", programs[1]] if all(programs) else missing("w3m")

    def __enter__(self):
        self.home = Path(tempfile.mkdtemp(prefix="kclub-w3m-"))
        editor = self.home / "editor"  # of long texts: it takes what `write` has put beside it
        editor.write_text(f'#!/bin/sh\ncp "{self.home}/text" "$1"\n')
        editor.chmod(0o700)
        env = os.environ | {"HOME": str(self.home), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
        self.terminal, end = os.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [*self.command, "-o", f"editor={editor}"], stdin=end, stdout=end, stderr=end, env=env
        )
        os.close(end)
        self.pages = 0
        return self

    def __exit__(self, *exception):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)
        shutil.rmtree(self.home)

    def press(self, keys):
        os.write(self.terminal, keys.encode())
        self._drain(0.05)

    def _drain(self, seconds):
        """Take what it draws: nobody looks at it, and it would wait for that."""
        while select.select([self.terminal], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                os.read(self.terminal, 65536)

    def page(self):
        """Return the text of the page, once that is there."""
        self.pages += 1
        file = self.home / f"page{self.pages}"
        self.press(f"S{file}\r")
        deadline = time.monotonic() + PATIENCE
        while not (file.exists() and file.stat().st_size):
            assert time.monotonic() < deadline, "no page has come"
            self._drain(0.1)
        self._drain(0.2)
        return file.read_text()

    def go_to(self, words, nth=1):
        """Put the cursor on the first, or nth, place on the page that has these words."""
        page = self.page()
        assert page.count(words) >= nth, f"{words!r} is not on the page:\n{page}"
        self.press(f"g/{words}\r" + "n" * (nth - 1))

    def follow(self, words, nth=1):
        """Follow the link, or press the button, of these words. Returns the page it leads to."""
        self.go_to(words, nth)
        self.press("\r")
        return self.page()

    def follow_next(self, words):
        """Follow the first link after these words. Returns the page it leads to."""
        self.go_to(words)
        self.press("\t\r")
        return self.page()

    def fill(self, label, text):
        """Fill in the line behind a label."""
        self.go_to(label)
        self.press(f"\t\r\x15{text}\r")

    def write(self, label, text, step=1):
        """Fill in the long text so many steps behind a label; it is written in an editor."""
        (self.home / "text").write_text(text)
        self.go_to(label)
        self.press("\t" * step + "\r")
