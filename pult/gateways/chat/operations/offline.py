"""The form that stands there while nobody is here: what is written into it becomes a conversation by mail."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.operations.intake import Received
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.gateways.chat.errors import Invalid
from pult.gateways.chat.models import Visitor

from .chats import SUBJECT, Said, check
from .visitors import must_not_be_blocked


def leave_message(
    visitor: Visitor, said: Said, *, name: str, email: str, at: datetime | None = None
) -> Received:
    """Take a message in that is answered by mail."""
    at = at or timezone.now()
    check(said)
    must_not_be_blocked(visitor=visitor, address=str(visitor.address or ""), at=at)
    mailbox = visitor.widget.mailbox
    try:
        validate_email(email.strip())
    except ValidationError:
        mailbox = None
    if mailbox is None:
        raise Invalid(_("Please tell us an address to which we can write."))
    text = said.text.replace("\x00", "").strip()
    return conversations.receive(
        Inbound(
            intake_key=f"away-{visitor.pk}-{said.name}"[:64],
            external_id="",
            sender=Sender(kind=IdentityKind.EMAIL, value=email.strip()[:254], name=name.strip()[:160]),
            subject=text.split("\n")[0][:SUBJECT],
            text=text,
            language=visitor.language,
            department_id=visitor.widget.inbox.department_id,
            extras=said.extras,
            at=at,
        ),
        inbox=mailbox,
    )
