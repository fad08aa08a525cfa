"""How spam is known at the door."""

import re
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.moderation.models import ONLY, DoorSettings
from pult.moderation.types import Act

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,58}[A-Za-z0-9]")
SERVER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,200}")


@transaction.atomic
def change_door(*, score_header: str, score_at: float, servers: str, by: Actor) -> DoorSettings:
    """Believe what the own mail server writes into a header; an empty name believes nobody."""
    header = score_header.strip().rstrip(":")
    if header and HEADER.fullmatch(header) is None:
        raise Invalid(_("A name of a header has letters, digits and hyphens, such as X-Spam-Status."))
    names = servers.replace(",", " ").split()
    if any(SERVER.fullmatch(name) is None for name in names):
        raise Invalid(_("Name mail servers as they sign, such as mail.example.org."))
    door, _new = DoorSettings.objects.select_for_update(no_key=True).get_or_create(id=ONLY)
    before = _told(door)
    door.score_header, door.score_at, door.servers = header, score_at, " ".join(names)
    door.save(update_fields=["score_header", "score_at", "servers"])
    if before != _told(door):
        audit.record(Act.DOOR, by=by, about="door", before=before, after=_told(door))
    return door


@transaction.atomic
def rules_changed() -> None:
    """Every process reads the rules of intake again before the next mail."""
    DoorSettings.objects.update_or_create(id=ONLY, defaults={"rules_stamp": uuid.uuid4().hex})


def _told(door: DoorSettings) -> dict[str, object]:
    return {"score_header": door.score_header, "score_at": door.score_at, "servers": door.servers}
