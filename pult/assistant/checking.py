"""What is wrong with a flow: steps nobody reaches, ways that lead nowhere, circles in which nobody is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .steps import Flow, Step
from .types import StepKind
from .wording import LANGUAGES

WRITTEN: Final = [language for language in LANGUAGES if language != "sr"]


class Fault(StrEnum):
    """The kinds of faults."""

    EMPTY = "empty"
    UNREACHABLE = "unreachable"
    DEAD_END = "dead_end"
    CIRCLE = "circle"
    NO_TEXT = "no_text"
    NO_CHOICE = "no_choice"
    NO_DETAIL = "no_detail"
    NO_VALUE = "no_value"
    UNTRANSLATED = "untranslated"


# A flow with these can be published all the same.
HINTS: Final = {Fault.UNREACHABLE, Fault.UNTRANSLATED}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault, and the step that has it."""

    fault: Fault
    step: str = ""

    @property
    def is_hint(self) -> bool:
        """Whether the flow can be played in spite of it."""
        return self.fault in HINTS


def problems(flow: Flow) -> list[Problem]:
    """Everything that is wrong, step by step."""
    if flow.start not in flow.steps:
        return [Problem(fault=Fault.EMPTY)]
    reached, circling = reachable(flow), _circling(flow)
    found = []
    for step in flow.in_order:
        found += [Problem(fault=fault, step=step.key) for fault in _own_faults(step, flow)]
        if step.key not in reached:
            found.append(Problem(fault=Fault.UNREACHABLE, step=step.key))
        if step.key in circling:
            found.append(Problem(fault=Fault.CIRCLE, step=step.key))
    return found


def is_playable(flow: Flow) -> bool:
    """Whether the flow may be published."""
    return all(problem.is_hint for problem in problems(flow))


def reachable(flow: Flow) -> set[str]:
    """The steps that a talk can come to."""
    reached: set[str] = set()
    waiting = [flow.start]
    while waiting:
        key = waiting.pop()
        if key in flow.steps and key not in reached:
            reached.add(key)
            waiting.extend(flow.steps[key].exits)
    return reached


def _own_faults(step: Step, flow: Flow) -> Iterator[Fault]:
    if any(key not in flow.steps for key in step.exits):
        yield Fault.DEAD_END
    yield from _missing(step)
    texts = [step.text, *(option.text for option in step.options)]
    if any(any(text.values()) and not all(text.get(one) for one in WRITTEN) for text in texts):
        yield Fault.UNTRANSLATED


def _missing(step: Step) -> Iterator[Fault]:
    says = {StepKind.SAY, StepKind.ASK, StepKind.CHOICES}
    if step.kind in says and not any(step.text.values()):
        yield Fault.NO_TEXT
    if step.kind == StepKind.CHOICES and len(step.options) < 2:
        yield Fault.NO_CHOICE
    if step.kind == StepKind.ASK and not step.detail:
        yield Fault.NO_DETAIL
    if step.kind == StepKind.CONDITION and step.test in {"department", "language", "page"} and not step.value:
        yield Fault.NO_VALUE


def _circling(flow: Flow) -> set[str]:
    """The steps from which a talk can come back to the same step without the visitor having said anything."""
    silent = {step.key for step in flow.in_order if not step.waits}
    return {key for key in silent if key in _after(key, flow, silent)}


def _after(start: str, flow: Flow, silent: set[str]) -> set[str]:
    seen: set[str] = set()
    waiting = [key for key in flow.steps[start].exits if key in silent]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(one for one in flow.steps[key].exits if one in silent)
    return seen
