"""Finding out what an endpoint can do: from the surest way of keeping a shape down to asking in words."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from .port import LLM, Ask, ModelFailed
from .types import OF_RUNG, Failure, Rung

TRIED_FOR_SECONDS: Final = 30.0


class Sum(BaseModel):
    """The answer to the little sum that every rung is tried with."""

    total: int = Field(description="The sum of the numbers")
    words: list[str] = Field(description="Each number as an English word")


TRIAL: Final = Ask(
    instructions="Add the numbers in the material. Give the total, and each number as an English word.",
    material='{"numbers": [2, 3]}',
    shape=Sum,
    most_tokens=300,
    seconds=TRIED_FOR_SECONDS,
)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One rung, and why it does not hold; empty when it does."""

    rung: Rung
    failure: Failure | None = None


@dataclass(frozen=True, kw_only=True)
class Probe:
    """What was found out. Without a rung the endpoint cannot be used, and `failure` says why."""

    tried: tuple[Tried, ...]
    tokens_in: int = 0
    tokens_out: int = 0
    is_counted: bool = True

    @property
    def rung(self) -> Rung | None:
        """The first rung that holds."""
        return next((one.rung for one in self.tried if one.failure is None), None)

    @property
    def failure(self) -> Failure | None:
        """Why none holds."""
        return self.tried[-1].failure if self.rung is None else None


def climb(llm: LLM) -> Probe:
    """Try one rung after the other. A wrong key or address ends it at once: no other rung would help."""
    tried: list[Tried] = []
    tokens = [0, 0]
    is_counted = True
    for rung in Rung:
        try:
            told = llm.ask(TRIAL, rung=rung)
        except ModelFailed as failed:
            tokens = [tokens[0] + failed.tokens_in, tokens[1] + failed.tokens_out]
            is_counted = is_counted and failed.is_counted
            tried.append(Tried(rung=rung, failure=failed.failure))
            if failed.failure not in OF_RUNG:
                break
        else:
            tokens = [tokens[0] + told.tokens_in, tokens[1] + told.tokens_out]
            is_counted = is_counted and told.is_counted
            tried.append(Tried(rung=rung))
            break
    return Probe(tried=tuple(tried), tokens_in=tokens[0], tokens_out=tokens[1], is_counted=is_counted)
