"""The interface of every transport."""


class Transport:
    """A way by which relay messages reach the workers or proxies that hold streams.

    Transports may lose messages: they only wake, the database repairs (`engine/reconciliation`).
    """

    def publish(self, data):
        """Send a relay message, as bytes, from any thread. It neither waits nor fails."""
        raise NotImplementedError

    def publish_all(self, messages):
        """Send relay messages, each as bytes."""
        for data in messages:
            self.publish(data)

    async def subscribe(self, hub):
        """Hand every message to `hub.receive`, for ever.

        `hub.relay_up()` is awaited whenever this begins to work, `hub.relay_down()` called whenever
        it stops.
        """
        raise NotImplementedError
