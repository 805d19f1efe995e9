"""A minimal ASGI application: no Django, no database, no permissions."""

import asyncio
import os

from redis.asyncio import Redis

redis = Redis.from_url(os.environ["REDIS_URL"])
readers = set()
DATA = "".join(f"data: {line}\n" for line in os.environ["FRAGMENT"].split("\n")) + "\n"
FRAGMENT = DATA.encode().split(b"{text}")


async def relay():
    loop = asyncio.get_running_loop()
    pubsub = redis.pubsub(ignore_subscribe_messages=True)
    await pubsub.subscribe("bare")
    async for message in pubsub.listen():
        event = {"type": "http.response.body", "body": message["data"], "more_body": True}
        for send in readers:
            asyncio.Task(send(event), loop=loop, eager_start=True)


async def read(receive, send):
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
    readers.add(send)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        readers.discard(send)


async def say(receive, send):
    body = (await receive())["body"]
    await redis.publish("bare", body.join(FRAGMENT))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body"})


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        task = asyncio.create_task(relay())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        task.cancel()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["method"] == "POST":
        await say(receive, send)
    elif scope["path"].endswith("/stream/"):
        await read(receive, send)
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})
