"""Mails that mean harm, in a real browser: nothing runs or is fetched, nothing covers the desk, all can be read."""

import smtplib
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from pult.conversations.models import Attachment, Message
from pult.gateways.email.models import RawMail
from pult.gateways.email.types import State
from tests.browser.conftest import Enter
from tests.browser.hostile import BENIGN, MAILS, mail_named
from tests.browser.server import Server
from tests.cast import Kettle

FORBIDDEN = (
    "script, style, link, form, input, iframe, object, embed, base, meta, svg, math, video, audio, [ping]"
)
# Attributes that run something, and addresses that do.
ACTIVE = """(body) => [...body.querySelectorAll("*")].flatMap((one) => [...one.attributes])
    .filter((one) => one.name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(one.value))
    .map((one) => `${one.name}=${one.value}`)"""
# Whatever stands at the places of the desk is the desk's own.
COVERED = """() => [...document.querySelectorAll(".pult-rail a, #conv-head h1, textarea")].filter((one) => {
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.width && box.y > 0 && box.y < innerHeight && top && top.closest("#thread");
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def arrived(kettle: Kettle, server: Server) -> dict[str, Message]:
    """Every one of them has come in, by the listener."""
    with smtplib.SMTP("127.0.0.1", server.smtp_port, timeout=60) as line:
        for name in MAILS:
            line.sendmail("carl@example.org", ["help@kettle.example"], mail_named(name))
    kettle.settle()
    assert [(mail.subject, mail.why) for mail in RawMail.objects.exclude(state=State.DONE)] == []
    return {name: Message.objects.get(external_id=f"{name}@example.org") for name in MAILS}


def test_no_mail_does_harm(enter: Enter, kettle: Kettle, server: Server, arrived: dict[str, Message]):
    page = enter(kettle.ana, None)
    harm: list[str] = []
    page.on("dialog", lambda dialog: harm.extend(opened(dialog)))
    page.on("request", lambda asked: harm.extend(leaves(asked, server)))
    for name, message in arrived.items():
        page.goto(f"/app/conversations/{message.conversation_id}/")
        expect(page.locator("#thread")).to_contain_text(BENIGN)
        harm += [f"{name}: {one}" for one in seen_on(page)]
    assert harm == []
    for attachment in Attachment.objects.filter(message__in=[one.pk for one in arrived.values()]):
        harm += [f"{attachment.name}: {one}" for one in brought_by(page, attachment)]
    assert harm == []


def opened(dialog: Dialog) -> list[str]:
    """A dialog that a mail has opened, closed again."""
    dialog.dismiss()
    return [f"dialog {dialog.message}"]


def leaves(asked: Request, server: Server) -> list[str]:
    """A request that goes anywhere but to the desk."""
    there = urlsplit(asked.url)
    at_home = there.netloc == urlsplit(server.url).netloc or there.scheme in {"data", "blob"}
    return [] if at_home else [f"asked {asked.url}"]


def seen_on(page: Page) -> list[str]:
    """What a mail has reached on the page that shows it."""
    body = page.locator("#thread .pult-mail-body").first
    found = (
        [f"{body.locator(FORBIDDEN).count()} forbidden elements"] if body.locator(FORBIDDEN).count() else []
    )
    found += body.evaluate(ACTIVE)
    found += [f"covers {one}" for one in page.evaluate(COVERED)]
    if page.evaluate("window.pwned") is not None:
        found.append("ran a script")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("makes the page wider")
    return found


def brought_by(page: Page, attachment: Attachment) -> list[str]:
    """What a browser that opens a file could do with it; its name leads nowhere."""
    found = []
    if {"/", "\\", "\r", "\n", "\u202e"} & set(attachment.name) or len(attachment.name) > 255:
        found.append("its name is not safe")
    for asked in ("", "?show=1"):
        answer = page.request.get(f"/app/attachments/{attachment.pk}/{asked}")
        headers = answer.headers
        kept = headers.get("content-disposition", "").startswith("attachment")
        shut = "sandbox" in headers.get("content-security-policy", "")
        is_picture = (
            headers.get("content-type", "").startswith("image/") and "svg" not in headers["content-type"]
        )
        if not (
            answer.ok and shut and headers.get("x-content-type-options") == "nosniff" and (kept or is_picture)
        ):
            found.append(f"{asked} is opened here: {answer.status} {headers.get('content-type')}")
    return found
