"""One question made ready: what is asked, and how the answer is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from pult.assistant.llm import Ask
from pult.assistant.types import Use
from pult.conversations.models import Conversation
from pult.foundation.text.veil import Veil

from . import drafting, summing_up, translating, triage, wording
from .asking import Asking, veil_for

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Errand:
    """A question with its veil. `read` raises ModelFailed where the answer may not be shown."""

    ask: Ask
    veil: Veil
    read: Callable[[BaseModel], Json]


_MADE_BY: Final[dict[str, Callable[[Asking], tuple[Ask, Callable[[Any], Json]]]]] = {
    Use.DRAFT: drafting.make,
    Use.SUMMARY: summing_up.make,
    Use.TRANSLATION: translating.make,
    Use.TRIAGE: triage.make,
    Use.BOT: wording.make,
}


def prepare(use: Use, conversation: Conversation, wanted: Json, *, is_masked: bool) -> Errand:
    """Make a question about a conversation ready. Raises ModelFailed where there is nothing to ask."""
    veil = veil_for(conversation, is_masked=is_masked)
    asking = Asking(conversation=conversation, wanted=wanted, veil=veil)
    ask, read = _MADE_BY[use](asking)
    return Errand(ask=ask, veil=veil, read=read)
