"""Trying a flow out beside the editor: the talk so far travels with the page, signed, and is kept nowhere."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core import signing

from pult.assistant import playing, queries
from pult.assistant.models import Flow
from pult.assistant.types import State, Turn, World, state_from

SALT: Final = "assistant.trial"
LONGEST: Final = 60


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the trial."""

    text: str
    is_bot: bool
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The talk so far, the buttons that can be pressed, and how it ended, if it has."""

    said: tuple[Said, ...] = ()
    choices: tuple[str, ...] = ()
    ending: str = ""
    step: str = ""
    kept: str = ""
    is_open: bool = True


def play(flow: Flow, *, said: str, kept: str, is_open: bool) -> Trial:
    """One turn. Without anything kept it begins anew."""
    before, state = _taken_up(kept)
    said = said.strip()[:1000]
    if not said:
        return Trial(is_open=is_open)
    world = queries.trial_world(said, is_open=is_open, bot=flow.bots.first())
    turn = _turn(flow, state, said, world)
    lines = [
        Said(text=one.text, is_bot=True, sources=tuple((page.title, page.url) for page in one.passages))
        for one in turn.lines
    ]
    everything = (*before, Said(text=said, is_bot=False), *lines)[-LONGEST:]
    choices = [text for line in turn.lines for _key, text in line.choices]
    return Trial(
        said=everything,
        choices=tuple(choices),
        ending=str(turn.ending.label) if turn.ending else "",
        step=turn.state.step,
        kept=_put_by(everything, turn.state),
        is_open=is_open,
    )


def _turn(flow: Flow, state: State | None, said: str, world: World) -> Turn:
    if state is None:
        return playing.begin(flow.written, world, said=said)
    return playing.go_on(flow.written, state, said, world)


def _put_by(said: tuple[Said, ...], state: State) -> str:
    return signing.dumps(
        {"said": [asdict(one) for one in said], "state": asdict(state)}, salt=SALT, compress=True
    )


def _taken_up(kept: str) -> tuple[tuple[Said, ...], State | None]:
    try:
        data: dict[str, Any] = signing.loads(kept, salt=SALT)
    except signing.BadSignature:
        return (), None
    said = tuple(
        Said(text=one["text"], is_bot=one["is_bot"], sources=tuple(map(tuple, one["sources"])))
        for one in data["said"]
    )
    return said, state_from(data["state"])
