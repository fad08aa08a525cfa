"""Changing a script: pure steps from one tree to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .scripts import Choice, Script, Step

DEEPEST = 8


def free_key(script: Script) -> str:
    """A key that no step has."""
    known = {step.key for step in script.steps}
    return next(key for number in range(1, len(known) + 2) if (key := f"s{number}") not in known)


def add_step(script: Script, title: str) -> tuple[Script, Step]:
    """One more step at the end of the list."""
    step = Step(key=free_key(script), title=title.strip()[:120])
    return script.with_step(step), step


def remove_step(script: Script, key: str) -> Script:
    """Without a step; what led to it leads nowhere, and is shown as something to mend."""
    steps = tuple(_without(step, key) for step in script.steps if step.key != key)
    start = script.start if script.start != key else (steps[0].key if steps else "")
    return replace(script, steps=steps, start=start)


def move_step(script: Script, key: str, by: int) -> Script:
    """A step further up or down in the list."""
    steps = list(script.steps)
    at = next((place for place, step in enumerate(steps) if step.key == key), None)
    if at is None:
        return script
    steps.insert(max(0, min(len(steps) - 1, at + by)), steps.pop(at))
    return replace(script, steps=tuple(steps))


def begin_with(script: Script, key: str) -> Script:
    """Another beginning."""
    return replace(script, start=key) if script.step(key) else script


def _without(step: Step, key: str) -> Step:
    choices = tuple(replace(choice, to="") if choice.to == key else choice for choice in step.choices)
    return replace(step, choices=choices, leads_to="" if step.leads_to == key else step.leads_to)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One line of the drawn tree: a step under the choice that leads to it, or a word that it was drawn above."""

    depth: int
    way: str
    step: Step | None
    is_again: bool = False

    @property
    def indent(self) -> int:
        """How far it stands in; a deep tree goes straight down from there."""
        return min(self.depth, DEEPEST)


def tree(script: Script) -> list[Branch]:
    """The script from its beginning, every step drawn once."""
    return list(_branches(script))


def _branches(script: Script) -> Iterator[Branch]:
    seen: set[str] = set()
    waiting: list[tuple[int, str, str]] = [(0, "", script.start)] if script.first else []
    while waiting:
        depth, way, key = waiting.pop()
        step = script.step(key)
        yield Branch(depth=depth, way=way, step=step, is_again=key in seen)
        if step is not None and key not in seen:
            seen.add(key)
            waiting += [(depth + 1, label, to) for label, to in reversed(_ways(step))]


def _ways(step: Step) -> Sequence[tuple[str, str]]:
    if step.closing is not None:
        return []
    choices: Sequence[Choice] = step.choices
    if choices:
        return [(choice.label, choice.to) for choice in choices]
    return [("", step.leads_to)] if step.leads_to else []
