"""Message, bounce, automatic answer or report: decided by several signs, never by one weak one."""

from collections.abc import Iterable
from dataclasses import dataclass

from pult.gateways.email.classify.bounces import read_recipients
from pult.gateways.email.classify.reports import read_complaint
from pult.gateways.email.classify.signs import header_signs, part_signs, parts_of, text_signs
from pult.gateways.email.letter import Kind, Reason, Recipient
from pult.gateways.email.parse.tree import Part

BOUNCE_WEIGHTS = {
    "delivery_status": 3,
    "failed_recipients": 2,
    "daemon": 2,
    "bounce_subject": 2,
    "bounce_words": 1,
    "null_path": 1,
    "no_sender": 1,
    "encloses_mail": 1,
    "list_server": 1,
    "report_text": 1,
}
# A customer also writes "delivery failed", about a parcel: without one of these it is no bounce.
TECHNICAL = {
    "delivery_status",
    "failed_recipients",
    "daemon",
    "null_path",
    "no_sender",
    "list_server",
    "report_text",
}
REPORT_SIGNS = {"feedback_report", "read_receipt", "tls_report", "report_subject", "complaint_subject"}
AUTO_SIGNS = {"auto_replied", "auto_header", "auto_precedence", "auto_subject"}
ENOUGH = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a mail is, why we think so, and of whom it speaks."""

    kind: Kind
    signs: tuple[str, ...]
    recipients: tuple[Recipient, ...] = ()


def classify(tree: Part, text: str, subject: str) -> Verdict:
    """The kind of a mail; only a bounce or a complaint names recipients."""
    parts = parts_of(tree)
    signs = tuple(dict.fromkeys((*header_signs(tree, subject), *part_signs(parts))))
    signs = (*signs, *text_signs(text, subject, signs))
    kind = kind_by(signs)
    if kind is Kind.REPORT:
        return Verdict(kind=kind, signs=signs, recipients=read_complaint(parts))
    if kind is not Kind.BOUNCE:
        return Verdict(kind=kind, signs=signs)
    recipients = read_recipients(parts, text, subject)
    if recipients and all(each.reason is Reason.DELIVERED for each in recipients):
        return Verdict(kind=Kind.REPORT, signs=signs, recipients=recipients)
    return Verdict(kind=kind, signs=signs, recipients=recipients)


def kind_by(signs: Iterable[str]) -> Kind:
    """Weigh the signs; a report goes before a bounce, a bounce before an automatic answer."""
    seen = set(signs)
    if seen & REPORT_SIGNS and "delivery_status" not in seen:
        return Kind.REPORT
    weight = sum(BOUNCE_WEIGHTS.get(sign, 0) for sign in seen)
    if (weight >= ENOUGH and seen & TECHNICAL) or "machine_report" in seen:
        return Kind.BOUNCE
    if seen & AUTO_SIGNS or {"auto_generated", "null_path"} <= seen:
        return Kind.AUTO_REPLY
    return Kind.MESSAGE
