"""How long people worked on what they wrote: they read, think and write until the moment it is sent."""

import random
from datetime import datetime, timedelta
from itertools import groupby

from pult.conversations.models import Message
from pult.conversations.types import MessageKind
from pult.handling import operations as handling
from pult.handling.types import Piece

SEED = 61
# So many seconds for a word, and to read and look things up; a note is written faster.
READING = {MessageKind.REPLY: (150, 780), MessageKind.NOTE: (30, 120)}
A_LETTER_SECONDS = 0.35
LEAST = timedelta(seconds=20)


def work_on_letters(*, now: datetime) -> None:
    """Everybody's replies and notes took their time; nobody writes two at once."""
    written = Message.objects.filter(
        kind__in=list(READING), author__member__isnull=False, conversation__is_apart=False, at__lte=now
    ).order_by("author", "at", "pk")
    told = list(written.values_list("author", "conversation", "at", "kind", "text"))
    pieces = []
    for author, letters in groupby(told, key=lambda one: one[0]):
        dice, free = random.Random(f"{SEED}-{author}"), None
        for _author, conversation, at, kind, text in letters:
            took = dice.uniform(*READING[MessageKind(kind)]) + A_LETTER_SECONDS * len(text)
            began = max(at - timedelta(seconds=round(took)), free or datetime.min.replace(tzinfo=at.tzinfo))
            free = max(at, free) if free else at
            if at - began >= LEAST:
                pieces.append((author, Piece(conversation, began, at)))
    # As if a job had written it down each minute, and another had counted it since.
    handling.keep(pieces, at=now - timedelta(hours=1))
    handling.settle(at=now)
    handling.add_up(at=now)
