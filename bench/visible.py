"""Delays from the POST of a message to 99 streams and to a page in Chromium."""

import time

import uvloop

from bench.peers import KClub
from bench.readers import Crowd
from tests import services

RATE, MESSAGES = 5, 100

# When each message was painted, by the wall clock in ms: {number: time}.
WATCH = r"""
window.painted = {}
addEventListener("stream-open", () => { window.listening = true }, true)
const look = () => {
  for (const [, number] of document.body.innerText.matchAll(/~(\d+)\.\d+~/g))
    painted[number] ??= performance.timeOrigin + performance.now()
}
addEventListener("DOMContentLoaded", () => {
  let due = false
  const soon = () => { if (!due) { due = true; requestAnimationFrame(() => { due = false; look() }) } }
  new MutationObserver(soon).observe(document.body, {childList: true, subtree: true})
})
"""


def visible(bench):
    """Return two rows: readers of streams, and the page in Chromium."""
    try:
        with KClub(bench) as site:
            return uvloop.run(measure(bench, site))
    except services.Missing as missing:
        bench.log(f"visible is left out: this machine has no {missing}")
        return []


async def measure(bench, site):
    from playwright.async_api import async_playwright

    crowd = Crowd(site)
    await crowd.open(bench.scaled(100) - 1)
    await crowd.talk(3)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=services.find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = await open_room(browser, site)
        messages = MESSAGES // 10 if bench.quick else MESSAGES
        sent = await talk(crowd, messages)
        await page.wait_for_function(f"painted[{messages - 1}]")
        painted = await page.evaluate("painted")
        await browser.close()
    looked = [painted[str(n)] - at for n, at in sent.items()]
    crowd.close()
    return [
        row(f"read by {len(crowd.readers)} streams", [delay / 1e6 for delay in crowd.delays]),
        row("seen in Chromium", looked),
    ]


async def open_room(browser, site):
    """Return the room's page of the last user, with its stream open."""
    context = await browser.new_context(
        base_url=site.url, bypass_csp=True, service_workers="block"
    )  # to ask the page
    cookie = {"name": "sessionid", "value": site.sessions[-1], "url": site.url}
    await context.add_cookies([cookie])
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await page.goto(site.address)
    await page.wait_for_function("window.listening")
    return page


async def talk(crowd, messages):
    """Write so many messages. Return {number: wall-clock time in ms}."""
    sent, post_request = {}, crowd.peer.post_request

    def noted(n, text):
        sent[n] = time.time() * 1000
        return post_request(n, text)

    crowd.peer.post_request = noted
    await crowd.talk(messages, rate=RATE)
    return sent


def row(case, delays):
    delays = sorted(delays)
    p50, p95 = (delays[len(delays) * percent // 100] for percent in (50, 95))
    return {"case": case, "ms p50": p50, "ms p95": p95, "ms at most": delays[-1]}
