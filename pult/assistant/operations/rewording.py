"""Having the model word what the bot has found; that waits meanwhile, and is said as it is if it takes long."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from pult.assistant import queries
from pult.assistant.models import ModelCall, ModelEndpoint, ModelText, Session
from pult.assistant.types import CallState, Ending, Line, Passage, Use
from pult.assistant.wording import language_of
from pult.foundation import jobs

from .asking import send_off

PATIENCE: Final = timedelta(seconds=20)
SAY_FOUND: Final = "assistant.say_found"


def is_worded(at: datetime) -> bool:
    """Whether the model words the bot's answers now."""
    return queries.why_not(Use.BOT, at=at) is None


def put_off(session: Session, lines: list[Line], *, number: int, ending: Ending | None, at: datetime) -> None:
    """Keep what is to be said, and ask the model for other words for the first of it."""
    first = lines[0]
    call = send_off(
        Use.BOT,
        endpoint=ModelEndpoint.objects.get(),
        conversation=session.conversation,
        wanted={
            "question": first.question,
            "language": session.language,
            "passages": [{"text": one.text} for one in first.passages],
            "is_same_language": all(_speaks_alike(one, session.language) for one in first.passages),
        },
        by=session.bot.actor,
        at=at,
    )
    session.pending = {
        "call": call.pk,
        "lines": [asdict(one) for one in lines],
        "number": number,
        "heard": session.heard_id,
        "ending": ending or "",
    }
    jobs.defer(SAY_FOUND, at=at + PATIENCE, call_id=call.pk)


def kept_lines(pending: dict[str, Any]) -> list[Line]:
    """What was to be said."""
    return [
        Line(
            text=one["text"],
            choices=tuple((key, text) for key, text in one["choices"]),
            passages=tuple(Passage(**passage) for passage in one["passages"]),
            question=one["question"],
        )
        for one in pending["lines"]
    ]


def words_of(call: ModelCall) -> str:
    """What the model has made of it; empty where what was found is said as it is."""
    text = ModelText.objects.filter(call=call).first()
    told = text.told if text is not None and call.state == CallState.DONE else None
    return str((told or {}).get("text", ""))


def wait_no_longer(session: Session, *, at: datetime) -> None:
    """Nobody needs the other words any more."""
    waiting = ModelCall.objects.going_on().filter(pk=session.pending.get("call", 0))
    waiting.update(state=CallState.STOPPED, ended_at=at, next_try_at=None)
    session.pending = {}


def _speaks_alike(passage: Passage, language: str) -> bool:
    return (language_of(passage.text, default=language) == "en") == (language == "en")
