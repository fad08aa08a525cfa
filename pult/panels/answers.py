"""What an answer in JSON says, taken apart as an administrator has said: lines, and tables of what is a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from .errors import BadPiece
from .types import Cell, Line, Piece, Shape, Shown, Table

WHERE: Final = re.compile(r"(?:[\w-]{1,60}(?:\[\])?)(?:\.[\w-]{1,60}(?:\[\])?){0,9}")
LIST: Final = "[]"
MOST_ROWS: Final = 25
LONGEST_TEXT: Final = 500
LONGEST_LINK: Final = 2000
TONES: Final = {
    "good": "good",
    "warn": "risk",
    "bad": "late",
    "info": "accent",
}


def check(pieces: Iterable[Piece]) -> None:
    """Refuse places that cannot be read. Raises `BadPiece`."""
    for piece in pieces:
        if not piece.label.strip():
            raise BadPiece(_("Every value needs words under which it is shown."))
        if not WHERE.fullmatch(piece.where) or piece.where.count(LIST) > 1 or piece.where.endswith(LIST):
            raise BadPiece(
                _("“%(where)s” is no place in an answer. Write such as customer.points, or orders[].number.")
                % {"where": piece.where}
            )


def shown(answer: Any, pieces: Sequence[Piece]) -> Shown:
    """Lines and tables of an answer. Columns of one list that stand one after the other are one table."""
    lines: list[Line] = []
    tables: list[Table] = []
    empty: list[str] = []
    for (is_list, inside), group in groupby(pieces, key=_list_of):
        together = list(group)
        if is_list:
            table = _table(_at(answer, inside), together, inside)
            tables.append(table)
            empty += [] if table.rows else [f"{inside}{LIST}"]
        else:
            found = [(piece, _cell(_at(answer, piece.where), piece.shape)) for piece in together]
            lines += [Line(label=piece.label, cell=cell) for piece, cell in found if cell]
            empty += [piece.where for piece, cell in found if not cell]
    return Shown(lines=tuple(lines), tables=tuple(tables), empty=tuple(empty))


def _list_of(piece: Piece) -> tuple[bool, str]:
    inside, is_list, _rest = piece.where.partition(LIST)
    return bool(is_list), inside if is_list else ""


def _table(rows: Any, pieces: Sequence[Piece], inside: str) -> Table:
    places = [piece.where.removeprefix(f"{inside}{LIST}").removeprefix(".") for piece in pieces]
    things = rows if isinstance(rows, list) else []
    cells = (
        tuple(
            _cell(_at(one, place), piece.shape) or Cell() for piece, place in zip(pieces, places, strict=True)
        )
        for one in things[:MOST_ROWS]
    )
    return Table(
        heads=tuple(piece.label for piece in pieces),
        rows=tuple(row for row in cells if any(cell.text for cell in row)),
        left_out=max(0, len(things) - MOST_ROWS),
    )


def _at(value: Any, where: str) -> Any:
    """What stands at a place; nothing where the answer has no such place."""
    for step in where.split(".") if where else ():
        if isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _cell(value: Any, shape: Shape) -> Cell | None:
    """A value as it is shown; nothing where there is none. What does not fit its shape is shown as text."""
    if value is None or value == "" or value in ([], {}):
        return None
    made = next((cell for cell in _shaped(value, shape) if cell), None)
    return made or Cell(text=_text(value))


def _shaped(value: Any, shape: Shape) -> Iterator[Cell | None]:
    if shape == Shape.NUMBER:
        yield _numbered(value, Shape.NUMBER)
    elif shape == Shape.DATE:
        yield _dated(value)
    elif shape == Shape.MONEY:
        yield _money(value)
    elif shape == Shape.LINK:
        yield _link(value)
    elif shape == Shape.BADGE:
        yield _badge(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value[:MOST_ROWS] if not isinstance(one, (dict, list)))[
            :LONGEST_TEXT
        ]
    if isinstance(value, dict):
        return _text(value.get("text") or value.get("name") or "–")
    return _sound(str(value)[:LONGEST_TEXT])


def _sound(text: str) -> str:
    """Text without halves of letters, which JSON can hold and no page can."""
    return text.encode("utf-8", "replace").decode()


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = Decimal(str(value).strip()[:40])
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 18 else None


def _numbered(value: Any, shape: Shape, *, places: int | None = None, unit: str = "") -> Cell | None:
    number = _number(value)
    if number is None:
        return None
    exponent = number.normalize().as_tuple().exponent
    decimals = places if places is not None else min(6, max(0, -int(exponent)))
    told = formats.number_format(number, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return Cell(text=f"{told} {unit}".strip(), shape=shape)


def _money(value: Any) -> Cell | None:
    """A number, `12.50 EUR`, or `{"amount": "12.50", "currency": "EUR"}`."""
    unit: Any = ""
    if isinstance(value, dict):
        value, unit = value.get("amount"), value.get("currency") or ""
    elif isinstance(value, str):
        value, _blank, unit = value.strip().partition(" ")
    return _numbered(value, Shape.MONEY, places=2, unit=_sound(str(unit)[:8]))


def _dated(value: Any) -> Cell | None:
    """A day or a moment as ISO 8601 writes it; a moment in the time of the desk."""
    if not isinstance(value, str):
        return None
    try:
        moment, day = parse_datetime(value), parse_date(value)
    except ValueError:
        return None
    if moment is not None and len(value) > len("2026-01-01"):
        return Cell(text=_moment(moment), shape=Shape.DATE)
    return Cell(text=_day(day), shape=Shape.DATE) if day else None


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return formats.date_format(local, "SHORT_DATETIME_FORMAT")


def _day(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def _link(value: Any) -> Cell | None:
    """An address of http or https, or `{"url": …, "text": …}`; anything else is no link."""
    address, words = (value.get("url"), value.get("text")) if isinstance(value, dict) else (value, None)
    if not isinstance(address, str) or not _is_web(address):
        return Cell(text=_text(words or address or "–"))
    return Cell(text=_text(words or address), shape=Shape.LINK, href=address)


def _badge(value: Any) -> Cell | None:
    """A short text, or `{"text": …, "tone": "good" | "warn" | "bad" | "info"}`."""
    words, tone = (value.get("text"), value.get("tone")) if isinstance(value, dict) else (value, "")
    if words is None or words == "":
        return None
    return Cell(text=_text(words)[:60], shape=Shape.BADGE, tone=TONES.get(str(tone), "neutral"))


def _is_web(address: str) -> bool:
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(address) <= LONGEST_LINK
