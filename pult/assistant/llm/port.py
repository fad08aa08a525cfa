"""What a model is asked, what it tells, and what whoever speaks to one has to offer."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from .types import Failure, Rung


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and how."""

    address: str
    key: str
    model: str
    rung: Rung = Rung.JSON_SCHEMA


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question. What is to be done stands in `instructions`; what strangers wrote stands only in `material`."""

    instructions: str
    material: str
    shape: type[BaseModel]
    most_tokens: int = 1000
    seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """The answer, and what it took. `is_counted` is false when the endpoint gave no figures and they are estimated."""

    value: BaseModel
    tokens_in: int
    tokens_out: int
    is_counted: bool
    requests: int = 1


class ModelFailed(Exception):
    """There is no answer. What it took counts all the same."""

    def __init__(
        self,
        failure: Failure,
        *,
        retry_after: float | None = None,
        tokens_in: int = 0,
        tokens_out: int = 0,
        is_counted: bool = True,
    ) -> None:
        super().__init__(failure)
        self.failure = failure
        self.retry_after = retry_after
        self.tokens_in, self.tokens_out, self.is_counted = tokens_in, tokens_out, is_counted


class LLM(Protocol):
    """Somebody who can be asked. It blocks until there is an answer, so it is called from jobs only."""

    def ask(self, ask: Ask, *, rung: Rung | None = None) -> Told:
        """The answer in the shape that was asked for; raises ModelFailed."""
        ...
