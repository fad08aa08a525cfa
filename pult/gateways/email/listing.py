"""A letter as one line of JSON, for `pult parse` and `pult receive`."""

import json
from typing import Any

from pult.gateways.email.letter import Address, Kind, Letter


def line_of(letter: Letter, *, file: str) -> str:
    """Everything that `pult parse` promises about one mail."""
    found: dict[str, Any] = {
        "file": file,
        "from": people(letter.senders),
        "to": people(letter.to),
        "cc": people(letter.cc),
        "subject": letter.subject,
        "date": letter.date.isoformat() if letter.date else None,
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to[0] if letter.in_reply_to else "",
        "references": list(letter.references),
        "text": letter.body.text,
        "reply_text": letter.reply.text,
        "html": letter.body.html,
        "attachments": attachments(letter),
        "kind": letter.kind.value,
        "defects": list(letter.defects),
    }
    if letter.kind is Kind.BOUNCE or letter.recipients:
        found["recipients"] = [
            {"address": each.address, "status": each.status, "permanent": each.permanent}
            for each in letter.recipients
        ]
    return dumps(found)


def dumps(found: dict[str, Any]) -> str:
    """One line, safe for any terminal encoding that knows UTF-8."""
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def people(addresses: tuple[Address, ...]) -> list[dict[str, str]]:
    """Names and addresses."""
    return [{"name": each.name, "address": each.address} for each in addresses]


def attachments(letter: Letter) -> list[dict[str, Any]]:
    """What hangs on the letter, without its bytes."""
    return [
        {"name": each.name, "type": each.type, "size": each.size, "cid": each.cid}
        for each in letter.attachments
    ]
