"""A private Pushpin, a GRIP proxy that holds streams."""

import socket

from tests.services.programs import free_port, missing, program
from tests.services.service import Service


class Pushpin(Service):
    """A GRIP proxy in front of the server on the port `behind`; publishers reach it at `grip_url`."""

    scheme = "http"
    key = "only-for-tests-of-streams-held-elsewhere"

    def __init__(self, behind=9):
        super().__init__()
        self.behind = behind
        self.ports = {name: free_port() for name in ["control", "push", "publish", "command"]}

    @staticmethod
    def find():
        """Return the path of the runner; condure and zurl serve it."""
        found = [program(name) for name in ("pushpin", "condure", "zurl")]
        return found[0] if all(found) else missing("Pushpin")

    @property
    def grip_url(self):
        return f"http://127.0.0.1:{self.ports['control']}?iss=pushpin&key={self.key}"

    def prepare(self):
        zurl = "ipc://{rundir}/{ipc_prefix}zurl-"
        (self.directory / "routes").write_text(f"* 127.0.0.1:{self.behind}\n")
        (self.directory / "pushpin.conf").write_text(f"""
[global]
include={{libdir}}/internal.conf
rundir={self.directory}/run
ipc_prefix=p-
[runner]
services=condure,zurl,pushpin-proxy,pushpin-handler
http_port=127.0.0.1:{self.port}
logdir={self.directory}/logs
[proxy]
routesfile=routes
sig_iss=pushpin
sig_key={self.key}
updates_check=off
zurl_out_specs={zurl}in
zurl_out_stream_specs={zurl}in-stream
zurl_in_specs={zurl}out
[handler]
push_in_spec=tcp://127.0.0.1:{self.ports["push"]}
push_in_sub_specs=tcp://127.0.0.1:{self.ports["publish"]}
push_in_http_addr=127.0.0.1
push_in_http_port={self.ports["control"]}
command_spec=tcp://127.0.0.1:{self.ports["command"]}
message_rate=100000
message_hwm=1000000
message_wait=500
""")
        for name in ("run", "logs"):
            (self.directory / name).mkdir()

    def command(self):
        return [self.find(), f"--config={self.directory / 'pushpin.conf'}", "--merge-output"]

    def answers(self):
        """Return whether it takes requests and events; the server behind it may be down."""
        for port in (self.port, self.ports["control"]):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
