"""A peer: the least that can be done in Python. No Django, no database, nothing is checked."""

import asyncio
import os

from redis.asyncio import Redis

redis = Redis.from_url(os.environ["REDIS_URL"])
readers = set()
FRAGMENT = (
    b'<li class="msg" id="m0" data-author="aaaaaaaa"><b class="msg-who">\xed\x95\x99\xec\x83\x9d 1</b>'
    b' <div class="bubble">%s</div></li>'
)


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
    await redis.publish("bare", b"data: " + FRAGMENT % body + b"\n\n")
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
