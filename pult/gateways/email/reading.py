"""Read a mail: the whole way from raw bytes to a letter. Never raises, whatever the bytes are."""

from pult.gateways.email.classify.kinds import classify
from pult.gateways.email.html.clean import clean
from pult.gateways.email.html.embedded import take_out_pictures
from pult.gateways.email.html.text import text_of_html
from pult.gateways.email.letter import Attachment, Body, Kind, Letter, Reply
from pult.gateways.email.parse.addresses import read_addresses
from pult.gateways.email.parse.attachments import read_attachments
from pult.gateways.email.parse.bodies import sort_parts, text_in
from pult.gateways.email.parse.charsets import decode
from pult.gateways.email.parse.dates import read_date
from pult.gateways.email.parse.headers import every, first, media_type, readable, text_of
from pult.gateways.email.parse.threading import ids_inside, read_id, read_ids
from pult.gateways.email.parse.tree import FAULTS, Part, defects_of, read_tree
from pult.gateways.email.reply.cut import cut_reply

LONGEST_BODY = 2_000_000


def read_letter(raw: bytes) -> Letter:
    """Everything a mail says, as one value; where even that fails, its letters and what was wrong."""
    try:
        return read_whole(raw)
    except FAULTS as fault:
        text = decode(raw)[0].replace("\x00", "")[:LONGEST_BODY]
        return Letter(
            body=Body(text=text), reply=Reply(text=text), defects=(f"unreadable: {type(fault).__name__}",)
        )


def read_whole(raw: bytes) -> Letter:
    """As `read_letter`, for what the parser can split."""
    tree, faults = read_tree(raw)
    body, attachments, notes = read_contents(tree)
    subject = text_of(first(tree, "subject"))
    verdict = classify(tree, body.text, subject)
    date = read_date(first(tree, "date"))
    defects = (*faults, *defects_of(tree), *notes, *header_notes(tree, has_date=date is not None))
    has_plain = body.text != "" and not is_rendered(tree, body)
    return Letter(
        senders=read_addresses(every(tree, "from")) or read_addresses(every(tree, "sender")),
        reply_to=read_addresses(every(tree, "reply-to")),
        to=read_addresses(every(tree, "to")),
        cc=read_addresses(every(tree, "cc")),
        subject=subject,
        date=date,
        message_id=read_id(every(tree, "message-id")),
        in_reply_to=read_ids(every(tree, "in-reply-to")),
        references=read_ids(every(tree, "references")),
        body=body,
        reply=cut_reply(body.text, body.raw_html, subject, has_plain=has_plain),
        attachments=attachments,
        kind=verdict.kind,
        signs=verdict.signs,
        recipients=verdict.recipients,
        returned_ids=ids_inside(raw) if verdict.kind in {Kind.BOUNCE, Kind.REPORT} else (),
        headers=readable(tree),
        defects=tuple(dict.fromkeys(defects)),
    )


def read_contents(tree: Part) -> tuple[Body, tuple[Attachment, ...], list[str]]:
    """The body in both forms, the attachments, and what was wrong with the character sets."""
    found = sort_parts(tree)
    notes: list[str] = []
    raw_html = "\n".join(read_texts([part for part in found.html if is_html(part)], notes))
    raw_html, pictures = take_out_pictures(raw_html)
    plain = [part for part in found.text if not is_html(part)]
    text = "\n".join(read_texts(plain, notes))
    if not text.strip() and raw_html:
        text = text_of_html(raw_html)
    elif any(is_html(part) for part in found.text):
        text = "\n".join([text, *map(text_of_html, read_texts([p for p in found.text if is_html(p)], notes))])
    cleaned = clean(raw_html) if raw_html else None
    body = Body(
        text=text[:LONGEST_BODY],
        html=cleaned.html if cleaned else "",
        raw_html=raw_html,
        held_images=cleaned.held_images if cleaned else 0,
    )
    return body, (*read_attachments(found.attached), *pictures), notes


def read_texts(parts: list[Part], notes: list[str]) -> list[str]:
    """The text of some parts; pictures between them say nothing."""
    texts = []
    for part in parts:
        if media_type(part).startswith(("text/", "multipart/")):
            text, honest = text_in(part)
            texts.append(text)
            if not honest:
                notes.append("CharsetWasWrong")
    return texts


def is_html(part: Part) -> bool:
    """A part that holds markup."""
    return media_type(part) == "text/html"


def is_rendered(tree: Part, body: Body) -> bool:
    """Whether the plain text was made here, from HTML."""
    return bool(body.raw_html) and not any(media_type(part) == "text/plain" for part in tree.walk())


def header_notes(tree: Part, *, has_date: bool) -> list[str]:
    """What the headers lack."""
    checks = (
        ("NoSender", bool(first(tree, "from").strip())),
        ("NoDate", has_date),
        ("NoMessageId", bool(first(tree, "message-id").strip())),
    )
    return [note for note, there in checks if not there]
