"""A guided script: steps, what may be chosen in them, and how it ends. Frozen values, read from and written as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation.text.script import to_cyrillic

MOST_STEPS = 120
MOST_CHOICES = 12
MOST_BLANKS = 12
LONGEST_TITLE = 120
LONGEST_WORDS = 4000
PRIORITIES = ("", "low", "normal", "high", "urgent")


class BlankKind(TextChoices):
    """What may be filled in."""

    LINE = "line", _("A line of text")
    TEXT = "text", _("Several lines")
    NUMBER = "number", _("A number")
    DAY = "day", _("A date")
    ONE_OF = "one_of", _("One of a list")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to go on from a step."""

    key: str
    label: str
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """Something to ask for and to write down in a step."""

    key: str
    label: str
    kind: str = BlankKind.LINE
    options: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What is done when a script ends in a step."""

    note: str = ""
    tags: tuple[str, ...] = ()
    priority: str = ""
    department_id: int | None = None
    solves: bool = False
    script_id: int | None = None

    @property
    def does_something(self) -> bool:
        """Whether anything but the end happens."""
        return self != Closing()


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the agent reads, what is said to the customer, what is asked, and where it leads."""

    key: str
    title: str
    text: str = ""
    say: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[Blank, ...] = ()
    choices: tuple[Choice, ...] = ()
    leads_to: str = ""
    documents: tuple[int, ...] = ()
    closing: Closing | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """The steps that may follow, each once; a closing step has none."""
        if self.closing is not None:
            return ()
        ways = [choice.to for choice in self.choices] if self.choices else [self.leads_to]
        return tuple(dict.fromkeys(way for way in ways if way))

    def words_in(self, language: str) -> str:
        """What to say in a language: its own words, Serbian Cyrillic from Latin ones, else the first that there are."""
        own = self.say.get(language, "")
        if own:
            return own
        if language == "sr" and self.say.get("sr-latn"):
            return to_cyrillic(self.say["sr-latn"])
        kin = {"sr": ("hr",), "sr-latn": ("hr",), "hr": ("sr-latn",)}.get(language, ())
        return next((self.say[code] for code in (*kin, "en", *self.say) if self.say.get(code)), "")


@dataclass(frozen=True, kw_only=True)
class Script:
    """The steps of a script in the order of its list, and where it begins."""

    start: str = ""
    steps: tuple[Step, ...] = ()

    def step(self, key: str) -> Step | None:
        """The step of that key."""
        return next((step for step in self.steps if step.key == key), None)

    @property
    def first(self) -> Step | None:
        """Where it begins."""
        return self.step(self.start)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which languages anything is said."""
        return tuple(sorted({code for step in self.steps for code, words in step.say.items() if words}))

    @property
    def documents(self) -> frozenset[int]:
        """The pages that its steps refer to."""
        return frozenset(pk for step in self.steps for pk in step.documents)

    @property
    def needs(self) -> frozenset[int]:
        """The pages that its steps show, and the scripts that it goes on with."""
        next_ones = (step.closing.script_id for step in self.steps if step.closing)
        return self.documents | {pk for pk in next_ones if pk is not None}

    @classmethod
    def read(cls, data: Any) -> Self:
        """The script that a revision holds; what makes no sense is left out, never raised."""
        held = _mapping(data)
        steps = (_step(one) for one in _list(held.get("steps"))[:MOST_STEPS])
        known = {step.key: step for step in steps if step.key}
        return cls(start=_text(held.get("start"), 40), steps=tuple(known.values()))

    def as_json(self) -> dict[str, Any]:
        """The script as a revision holds it."""
        return {"start": self.start, "steps": [_step_as_json(step) for step in self.steps]}

    def with_step(self, changed: Step) -> Self:
        """The same script with one step otherwise, or one more at its end."""
        if self.step(changed.key) is None:
            return replace(self, start=self.start or changed.key, steps=(*self.steps, changed))
        return replace(self, steps=tuple(changed if one.key == changed.key else one for one in self.steps))


def _step(data: Any) -> Step:
    held = _mapping(data)
    say = {str(code)[:10]: _text(words) for code, words in _mapping(held.get("say")).items()}
    closing = held.get("closing")
    return Step(
        key=_text(held.get("key"), 40),
        title=_text(held.get("title"), LONGEST_TITLE),
        text=_text(held.get("text")),
        say={code: words for code, words in say.items() if words},
        blanks=tuple(_blanks(held.get("blanks"))),
        choices=tuple(_choices(held.get("choices"))),
        leads_to=_text(held.get("leads_to"), 40),
        documents=_numbers(held.get("documents")),
        closing=_closing(closing) if isinstance(closing, Mapping) else None,
    )


def _blanks(data: Any) -> Iterable[Blank]:
    for held in map(_mapping, _list(data)[:MOST_BLANKS]):
        kind = held.get("kind")
        yield Blank(
            key=_text(held.get("key"), 40),
            label=_text(held.get("label"), LONGEST_TITLE),
            kind=kind if kind in BlankKind.values else BlankKind.LINE,
            options=tuple(_text(one, LONGEST_TITLE) for one in _list(held.get("options"))[:50]),
            is_required=held.get("is_required") is True,
        )


def _choices(data: Any) -> Iterable[Choice]:
    for held in map(_mapping, _list(data)[:MOST_CHOICES]):
        yield Choice(
            key=_text(held.get("key"), 40),
            label=_text(held.get("label"), LONGEST_TITLE),
            to=_text(held.get("to"), 40),
        )


def _closing(held: Mapping[Any, Any]) -> Closing:
    priority = held.get("priority")
    return Closing(
        note=_text(held.get("note")),
        tags=tuple(_text(tag, 40) for tag in _list(held.get("tags"))[:20] if _text(tag, 40)),
        priority=priority if priority in PRIORITIES else "",
        department_id=_number(held.get("department_id")),
        solves=held.get("solves") is True,
        script_id=_number(held.get("script_id")),
    )


def _step_as_json(step: Step) -> dict[str, Any]:
    closing = step.closing
    return {
        "key": step.key,
        "title": step.title,
        "text": step.text,
        "say": dict(step.say),
        "blanks": [
            {**vars(blank), "kind": str(blank.kind), "options": [*blank.options]} for blank in step.blanks
        ],
        "choices": [vars(choice) for choice in step.choices],
        "leads_to": step.leads_to,
        "documents": [*step.documents],
        "closing": None if closing is None else {**vars(closing), "tags": [*closing.tags]},
    }


def _mapping(data: Any) -> Mapping[Any, Any]:
    return data if isinstance(data, Mapping) else {}


def _list(data: Any) -> list[Any]:
    return list(data) if isinstance(data, list | tuple) else []


def _text(data: Any, longest: int = LONGEST_WORDS) -> str:
    return data.replace("\x00", "").strip()[:longest] if isinstance(data, str) else ""


def _number(data: Any) -> int | None:
    return data if isinstance(data, int) and not isinstance(data, bool) and 0 < data < 2**31 else None


def _numbers(data: Any) -> tuple[int, ...]:
    found = (_number(one) for one in _list(data)[:20])
    return tuple(dict.fromkeys(one for one in found if one is not None))
