"""Acts as a form shows them, one below the other, and as it sends them."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from pult.conversations.queries import Act, Chosen, Offered, Unit, Use, Value, act_named

ROW = re.compile(r"act-(\d{1,3})-key")
MOST_ROWS = 30


@dataclass(frozen=True, kw_only=True)
class Row:
    """One act in the builder, with everything that its control shows."""

    number: int
    chosen: Chosen
    complaint: str
    offered: Offered = field(repr=False)
    is_first: bool = False
    is_last: bool = False

    @property
    def act(self) -> Act | None:
        """What is done."""
        return self.chosen.act

    @property
    def kind(self) -> str:
        """Which control it has."""
        if self.act is None:
            return ""
        return "choice" if self.act.options is not None else str(self.act.value)

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen."""
        return list(self.offered.by(self.act).items()) if self.act else []

    @property
    def amount(self) -> str:
        """How much, where it is a length of time."""
        return self.chosen.value.partition(" ")[0]

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return self.chosen.value.partition(" ")[2]

    @property
    def units(self) -> list[tuple[str, Any]]:
        """What can be counted in."""
        return list(Unit.choices)


def rows_of(acts: tuple[Chosen, ...], use: Use, offered: Offered, *, checked: bool = False) -> list[Row]:
    """The rows for acts: with what is wrong where they were sent, else with what has gone."""
    return [
        Row(
            number=number,
            chosen=one,
            complaint=(one.wrong(use) if checked else "") or one.gone(offered),
            offered=offered,
            is_first=number == 0,
            is_last=number == len(acts) - 1,
        )
        for number, one in enumerate(acts)
    ]


def sent(given: QueryDict) -> tuple[Chosen, ...]:
    """The acts as the form sends them, one more or less or at another place where a button asks for it."""
    numbers = sorted(int(one[1]) for key in given if (one := ROW.fullmatch(key)))[:MOST_ROWS]
    rows = [_row(given, number) for number in numbers]
    verb, _dash, number = given.get("step", "").partition("-act-")
    place = numbers.index(int(number)) if number.isdigit() and int(number) in numbers else None
    if verb == "remove" and place is not None:
        del rows[place]
    elif verb in {"up", "down"} and place is not None:
        there = place + (-1 if verb == "up" else 1)
        if 0 <= there < len(rows):
            rows[place], rows[there] = rows[there], rows[place]
    elif given.get("step") == "add-act" and (act := act_named(given.get("new-act", ""))):
        rows.append(Chosen(act.key, "2 days" if act.value == Value.SPAN else ""))
    return tuple(rows)


def _row(given: QueryDict, number: int) -> Chosen:
    key, value = given.get(f"act-{number}-key", "")[:40], given.get(f"act-{number}-value", "")
    if f"act-{number}-unit" in given:
        value = f"{value.strip()} {given[f'act-{number}-unit']}"
    return Chosen(key, value[:10_000].strip())
