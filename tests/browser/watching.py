"""What a page complains about while a test looks at it: console errors, blocked content, failed requests, axe."""

import re
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, WebError

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERVER_FAULT = 500


@dataclass
class Complaints:
    """Collects complaints of every page of a test; whatever was not allowed fails it."""

    heard: list[str] = field(default_factory=list)
    # Chromium asks for this by itself on pages that are not HTML.
    allowed: list[str] = field(default_factory=lambda: [r"/favicon\.ico"])

    def allow(self, pattern: str) -> None:
        """Let complaints pass that match this pattern, such as the console's word about an expected 404."""
        self.allowed.append(pattern)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)

    def unexpected(self) -> list[str]:
        return [one for one in self.heard if not any(re.search(pattern, one) for pattern in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.heard.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.heard.append(f"script: {error.error}")

    def _response(self, response: Response) -> None:
        if response.status >= SERVER_FAULT:
            self.heard.append(f"{response.status} from {response.request.method} {response.url}")


def assert_accessible(page: Page, *, within: str | None = None) -> None:
    """Nothing on this page fails WCAG 2.2 AA as far as axe can see."""
    faults = faults_of(page, within=within, tags=WCAG)
    assert not faults, f"{page.url} fails axe:\n" + "\n".join(faults)


def faults_of(
    page: Page,
    *,
    within: str | None = None,
    without: list[str] | None = None,
    tags: list[str] | None = None,
    rules: list[str] | None = None,
) -> list[str]:
    """What axe finds wrong by the rules of these tags, or by these rules alone."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    where = {"include": [[within]] if within else [["html"]], "exclude": [[one] for one in without or ()]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # No rule of ours reads style sheets. Only what is wrong crosses over to this side: what passes is most of it.
    found = page.evaluate(
        "([where, options]) => axe.run(where, options).then((found) => found.violations)",
        [where, {"resultTypes": ["violations"], "runOnly": only, "preload": {"assets": ["media"]}}],
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}\n    {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]
