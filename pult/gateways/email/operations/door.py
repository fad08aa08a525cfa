"""What is decided about a mail before a conversation begins: the block list, the own server's word, the rules."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from pult.automation import operations as automation
from pult.automation.operations import Arriving, Past
from pult.conversations.queries import answers_something
from pult.conversations.types import Inbound
from pult.gateways.email import manners
from pult.gateways.email.inbound import language_of, own_addresses, writer_of
from pult.gateways.email.letter import Letter
from pult.gateways.email.manners import Occasion
from pult.gateways.email.models import RawMail
from pult.gateways.email.queries import original
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import QUIET
from pult.inboxes.models import Inbox
from pult.moderation import queries as moderation
from pult.moderation.types import Door

RESULT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
FAILED = frozenset({"fail", "softfail", "permerror"})


def judge(
    letter: Letter, inbound: Inbound, *, inbox: Inbox, size: int, is_let_in: bool
) -> tuple[Inbound, automation.Decision]:
    """The message with all that the door makes of it; one statement where no rule holds it or puts it away.

    `is_let_in` says that somebody wants it in, whatever the rules say.
    """
    if inbox.is_apart:
        return inbound, automation.Decision()
    door = moderation.at_the_door(inbound.sender.value)
    decision = automation.Decision()
    if door.rules and not is_let_in:
        asked = arriving_of(letter, inbound.sender.value, inbox.pk, inbound.language, size=size, door=door)
        decision = automation.decide(asked, stamp=door.rules)
    if (decision.hold or decision.is_put_away) and answers_something(inbound):
        # Rules are about what begins: an answer to what stands is let in.
        decision = automation.Decision()
    spam = moderation.suspicion_of(door, letter.headers) or (None if door.is_trusted else decision.spam)
    extras = {**inbound.extras, QUIET: True} if decision.is_quiet else inbound.extras
    language = decision.language or inbound.language
    judged = replace(
        inbound, spam=spam, extras=extras, language=language, department_id=decision.department_id
    )
    return judged, decision


def arriving_of(
    letter: Letter, address: str, inbox_id: int | None, language: str, *, size: int, door: Door
) -> Arriving:
    """The letter as rules of intake ask about it."""
    return Arriving(
        address=address,
        inbox_id=inbox_id,
        subject=letter.subject,
        text=letter.body.text,
        headers=letter.headers,
        files=tuple(each.name for each in letter.attachments),
        size=size,
        language=language,
        auth=auth_in(letter, door),
        score=moderation.score_of(door, letter.headers),
        is_list=not manners.is_to_us_alone(Occasion(letter=letter, received_at=timezone.now())),
    )


def auth_in(letter: Letter, door: Door) -> str:
    """What the own mail server found out about the sender; what others wrote into that header is not believed."""
    for written in letter.headers.get("authentication-results", ()):
        server = written.partition(";")[0].split()
        if not server or server[0].casefold() not in door.servers:
            continue
        found = {name.lower(): result.lower() for name, result in RESULT.findall(written)}
        decisive = [found["dmarc"]] if "dmarc" in found else list(found.values())
        if "pass" in decisive:
            return "pass"
        return "fail" if FAILED & set(decisive) else "unknown"
    return "unknown"


def past_mail(since: datetime, most: int) -> Iterator[Past]:
    """The latest mails that people wrote, read again as they came, to try rules on."""
    door, own = moderation.at_the_door(""), own_addresses()
    rows = RawMail.objects.filter(is_archive=False).select_related("stored", "message").order_by("-pk")
    for mail in rows[:most].iterator(chunk_size=50):
        if mail.received_at < since:
            continue
        letter = read_letter(original(mail))
        language = language_of(f"{letter.subject}\n{letter.reply.text}", usual="en")
        address = writer_of(letter, own).address
        yield Past(
            arriving=arriving_of(letter, address, mail.inbox_id, language, size=mail.size, door=door),
            conversation_id=mail.message.conversation_id if mail.message else None,
            at=mail.received_at,
        )
