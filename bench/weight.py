"""The weight of a page: what a browser with an empty cache loads, in bytes on the wire."""

import os
import shutil
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Weight:
    """Requests, kB on the wire, and the first contentful paint in milliseconds."""

    requests: int
    kilobytes: float
    first_paint: float


def weigh(port: int, session: str, path: str) -> Weight:
    """Load a page once."""
    names = (os.environ.get("CHROME", ""), "chromium", "chromium-browser", "google-chrome")
    browser_path = next((found for name in names if name and (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        context = browser.new_context()
        context.add_cookies([{"name": "pult_session", "value": session, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        browser.close()
    return Weight(len(sizes), sum(sizes) / 1000, float(paint))
