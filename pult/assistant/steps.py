"""A flow as it is kept: steps that point at each other. Reading it never fails; `checking` says what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .types import By, StepKind, Texts

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One button of a choice, and where it leads."""

    key: str
    text: Texts
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. `next` is where it goes on; `otherwise` where it goes when the answer is no, or none was found."""

    key: str
    kind: StepKind
    text: Texts = field(default_factory=dict)
    next: str = ""
    otherwise: str = ""
    detail: str = ""
    detail_kind: str = "text"
    test: str = By.HOURS
    value: str = ""
    options: tuple[Option, ...] = ()

    @property
    def exits(self) -> Iterator[str]:
        """Every step that may follow; an empty name leads nowhere."""
        match self.kind:
            case StepKind.SAY | StepKind.ASK:
                yield self.next
            case StepKind.CHOICES:
                yield from (option.next for option in self.options)
            case StepKind.SEARCH | StepKind.CONDITION:
                yield self.next
                yield self.otherwise
            case StepKind.HAND_OVER | StepKind.END:
                return

    @property
    def waits(self) -> bool:
        """Whether the visitor speaks next."""
        return self.kind in {StepKind.ASK, StepKind.CHOICES, StepKind.SEARCH}


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The steps by name, and the one to begin with."""

    start: str
    steps: dict[str, Step]

    @property
    def in_order(self) -> list[Step]:
        """The steps as they were written."""
        return list(self.steps.values())


def from_json(content: Json) -> Flow:
    """The flow that was kept."""
    steps = [step_from(one) for one in content.get("steps", [])]
    return Flow(start=str(content.get("start", "")), steps={step.key: step for step in steps})


def step_from(data: Json) -> Step:
    """One step that was kept."""
    options = tuple(
        Option(key=str(one.get("key", "")), text=dict(one.get("text", {})), next=str(one.get("next", "")))
        for one in data.get("options", [])
    )
    plain = {name: str(data.get(name, "")) for name in ("key", "next", "otherwise", "detail", "value")}
    return Step(
        kind=StepKind(data.get("kind", StepKind.END)),
        text=dict(data.get("text", {})),
        detail_kind=str(data.get("detail_kind", "text")),
        test=str(data.get("test", By.HOURS)),
        options=options,
        **plain,
    )


def to_json(flow: Flow) -> Json:
    """The flow as it is kept."""
    return {"start": flow.start, "steps": [_step_json(step) for step in flow.in_order]}


def _step_json(step: Step) -> Json:
    """Only what means something for a step of this kind."""
    names = {
        StepKind.SAY: ("text", "next"),
        StepKind.ASK: ("text", "detail", "detail_kind", "next"),
        StepKind.CHOICES: ("text",),
        StepKind.SEARCH: ("text", "next", "otherwise"),
        StepKind.CONDITION: ("test", "value", "next", "otherwise"),
        StepKind.HAND_OVER: ("text",),
        StepKind.END: ("text",),
    }[step.kind]
    data: Json = {"key": step.key, "kind": str(step.kind)}
    data |= {name: getattr(step, name) for name in names}
    if step.kind == StepKind.CHOICES:
        data["options"] = [{"key": one.key, "text": one.text, "next": one.next} for one in step.options]
    return data
