"""python -m bench.relay_messages [number]: CPU of a worker for a relay message it has no use for."""

import asyncio
import os
import sys
import time

import uvloop

from tests import services

SENDER = """
import sys, time, redis
port, topic, message, number = sys.argv[1:]
sender = redis.Redis(port=int(port))
for _ in range(int(number)):
    sender.publish(topic, message)
    time.sleep(0.0003)
"""


async def measure(port, number):
    """Return the µs of CPU for each of so many messages, sent one by one."""
    from kclub.live.engine.hub import hub
    from kclub.live.transport import transports
    from kclub.live.transport.messages import RelayMessage
    from kclub.live.transport.sse_frames import event

    received, receive = 0, hub.receive

    def count(data):
        nonlocal received
        received += 1
        receive(data)

    hub.receive = count
    hub.start()
    while not hub.relay.is_up:
        await asyncio.sleep(0.01)
    message = bytes(RelayMessage("event", "room:12", 7, body=event("x" * 400, id=7)))
    begun = time.process_time()
    arguments = ["-c", SENDER, str(port), transports()[0].topic, message.decode(), str(number)]
    sender = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    while received < number:
        await asyncio.sleep(0.2)
    used = time.process_time() - begun
    await sender.wait()
    await hub.stop()
    return used / number * 1e6


def main():
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with services.Redis() as redis:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.live.settings", "SECRET_KEY": "bench"}
        os.environ["REDIS_URL"] = redis.url
        import django

        django.setup()
        sys.stdout.write(f"{uvloop.run(measure(redis.port, number)):.0f} µs a message\n")


if __name__ == "__main__":
    main()
