"""Bounces without a delivery report: addresses and codes as a hundred programs word them."""

import re

from pult.gateways.email.classify.status import enhanced_in, reply_code_in
from pult.gateways.email.letter import Recipient
from pult.gateways.email.parse.addresses import bare_address, read_addresses
from pult.gateways.email.parse.bodies import text_in
from pult.gateways.email.parse.headers import every, media_type
from pult.gateways.email.parse.tree import Part, children

ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,128}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
)
COPY_BEGINS = re.compile(
    r"^[^\w\n]{0,100}(?:(?:this is a|below this line is a) copy|original message|"
    r"(?:original )?message (?:headers|header|text|follows)|"
    r"(?:un)?sent message(?: follows)?|returned message|received:|message-id:|return-path:|"
    r"the (?:header|text) (?:of|part)|"
    r"included is a copy|your message (?:header|follows)|.{0,60}message headers (?:follow|are)|-+ original|"
    r".{0,40}copy of (?:the|your) message|content-type: message/rfc822)",
    re.IGNORECASE | re.MULTILINE,
)
EXPLICIT = re.compile(
    r"(?:rcpt to:|\\?\"emailaddress\\?\"\s*:\s*\\?\"|recipient(?:'s| e-?mail)? address\s*:|"
    r"failed recipient\s*:|^[ \t]*recipient\s*:)\s*[\[<\"]{0,3}"
    rf"({ADDRESS.pattern})",
    re.IGNORECASE | re.MULTILINE,
)
LIST_BEGINS = re.compile(r"following (?:recipients?|addresse?s?)[^\n]{0,60}:", re.IGNORECASE)
TO_LINE = re.compile(r"^[ \t>]*To:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
ORIGIN = re.compile(r"\((?:ultimately )?(?:generated|expanded) from:?[^)]{0,200}\)", re.IGNORECASE)
DAEMON = re.compile(
    r"^(?:mailer-daemon|postmaster|p[o]+stmaster|abuse|support|helpdesk|noreply|no-reply)@", re.IGNORECASE
)
LONGEST = 30_000
MOST_MENTIONS = 200
LONGEST_WORDS = 5_000


def recipients_in_words(parts: list[Part], text: str, *, named: list[str], own: set[str]) -> list[Recipient]:
    """The recipients that a readable bounce names, each with the words that follow its address."""
    report = report_text(parts, text)
    mentions = mentions_in(report, named, own)[:MOST_MENTIONS]
    if not mentions:
        silent = dict.fromkeys(named) or dict.fromkeys(written_to(parts, text))
        return [recipient_of(each, report) for each in silent]
    found: dict[str, Recipient] = {}
    for index, (address, at) in enumerate(mentions):
        key = address.lower()
        following = [begin for other, begin in mentions[index + 1 :] if other.lower() != key]
        words = report[at : following[0] if following else len(report)]
        if key not in found or not (found[key].status or found[key].reply_code):
            found[key] = recipient_of(address, words, report)
    return list(found.values())


def written_to(parts: list[Part], text: str) -> list[str]:
    """To whom the returned mail was written, for a bounce that does not say who failed."""
    for part in parts:
        for below in children(part) if media_type(part).startswith("message/") else []:
            found = [each.address for each in read_addresses(every(below, "to")) if each.address]
            if found:
                return found
    copy = COPY_BEGINS.search(text, 1)
    line = TO_LINE.search(text, copy.start()) if copy else None
    return [each.address for each in read_addresses([line[1]]) if each.address] if line else []


def report_text(parts: list[Part], text: str) -> str:
    """What the server says, without the copy of our own mail."""
    plain = [part for part in parts[1:] if media_type(part) == "text/plain" and not children(part)]
    texts = [text, *(text_in(part)[0] for part in plain)]
    report = ORIGIN.sub("", "\n".join(dict.fromkeys(texts))[:LONGEST])
    match = COPY_BEGINS.search(report, 1)
    return report[: match.start()] if match and match.start() > 40 else report


def mentions_in(report: str, named: list[str], own: set[str]) -> list[tuple[str, int]]:
    """Addresses and where they stand; the ones the headers name go before all others."""
    explicit = [(bare_address(match[1]), match.start(1)) for match in EXPLICIT.finditer(report)]
    if explicit:
        return explicit
    begin = LIST_BEGINS.search(report)
    start = begin.end() if begin and ADDRESS.search(report, begin.end()) else 0
    found = [(bare_address(match[0]), match.start()) for match in ADDRESS.finditer(report, start)]
    found = [(address, at) for address, at in found if "@" in address]
    lowered = {each.lower() for each in named}
    if lowered:
        return [(address, at) for address, at in found if address.lower() in lowered]
    others = [(address, at) for address, at in found if address not in own and not DAEMON.match(address)]
    return others or found


def recipient_of(address: str, words: str, report: str = "") -> Recipient:
    """Status, reply code and words; from the whole report where the words near the address hold none."""
    status, reply_code = enhanced_in(words[:LONGEST_WORDS]), reply_code_in(words[:LONGEST_WORDS])
    if not (status or reply_code):
        status, reply_code = enhanced_in(report), reply_code_in(report)
    return Recipient(address=address, status=status, reply_code=reply_code, words=words[:2000])
