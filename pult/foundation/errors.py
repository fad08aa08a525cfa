"""Refusals: what a verb may say no to, with a stable code and a sentence for the person."""

from typing import ClassVar

from django.utils.functional import Promise


class DomainError(Exception):
    """The department's rules say no. Anything else that is raised is a bug."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Invalid(DomainError):
    """What was given does not make sense; nothing was changed."""

    code = "invalid"
    status = 422


class SomebodyWasFaster(DomainError):
    """The thing changed while the person was looking at it."""

    code = "somebody_was_faster"
