"""The transport of a site with one worker and no Redis."""

import asyncio

from kclub.live.transport.base import Transport


class InProcess(Transport):
    """Delivery to the hubs of this process: one while a server runs, none in a command."""

    def __init__(self):
        self.hubs = set()

    def publish(self, data):
        self.publish_all([data])

    def publish_all(self, messages):
        """Wake each hub once for all of them."""
        for hub in tuple(self.hubs):
            try:
                hub.loop.call_soon_threadsafe(receive_all, hub, messages)
            except RuntimeError:  # its loop has been closed
                self.hubs.discard(hub)

    async def subscribe(self, hub):
        self.hubs.add(hub)
        try:
            await hub.relay_up()
            await asyncio.Event().wait()
        finally:
            self.hubs.discard(hub)


def receive_all(hub, messages):
    """Hand the messages to the hub, in its thread."""
    for data in messages:
        hub.receive(data)
