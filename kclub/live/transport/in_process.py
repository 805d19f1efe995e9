"""The transport of a site with one worker and no Redis."""

import asyncio

from kclub.live.transport.base import Transport


class InProcess(Transport):
    """Delivery to the hubs of this process: one while a server runs, none in a command."""

    def __init__(self):
        self.hubs = set()

    def publish(self, data):
        for hub in tuple(self.hubs):
            try:
                hub.loop.call_soon_threadsafe(hub.receive, data)
            except RuntimeError:  # its loop has been closed
                self.hubs.discard(hub)

    async def subscribe(self, hub):
        self.hubs.add(hub)
        try:
            await hub.relay_up()
            await asyncio.Event().wait()
        finally:
            self.hubs.discard(hub)
