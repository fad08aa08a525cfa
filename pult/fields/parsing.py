"""From what somebody typed to a value, and back, in the reader's language."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.fields.errors import WrongValue
from pult.fields.types import Asked, Given, Kind, Shape, as_words

SHORT, LONG, DIGITS = 200, 20_000, 15
POINT = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
COMMA = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
WITH_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\.?")
PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,38}[0-9]")


def parsed(shape: Shape, typed: str | list[str], *, language: str) -> Given | None:
    """The value that was typed; nothing for nothing. What makes no sense is refused with a sentence."""
    if shape.kind == Kind.SEVERAL:
        return _several(shape, [typed] if isinstance(typed, str) else typed)
    if not isinstance(typed, str):
        raise WrongValue(_("Only one value can be given here."), key=shape.key)
    text = typed.replace("\x00", "").strip()
    return _READERS[shape.kind](shape, text, language) if text else None


def written(value: Given, *, language: str) -> str | list[str]:
    """A value as it stands in a box to be edited; read again it is the same value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.replace(".", ",") if _has_comma(language) else text
    if isinstance(value, date):
        return f"{value.day}. {value.month}. {value.year:04}." if _has_comma(language) else value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def told(asked: Asked, value: Given | None) -> str:
    """A value in words, in the reader's language; empty for nothing."""
    if value is None:
        return ""
    if asked.kind.decides:
        return ", ".join(asked.called(one) for one in _in_order(asked, value))
    if isinstance(value, Decimal):
        return number_format(value, force_grouping=True)
    if isinstance(value, date):
        return (
            date_format(value, "SHORT_DATE_FORMAT") if _has_comma(get_language() or "") else value.isoformat()
        )
    return str(value)


def plain(asked: Asked, value: Given | None) -> str | int | bool | list[str] | None:
    """A value as other programs get it: whole numbers as numbers, others in full as text."""
    if isinstance(value, Decimal):
        return f"{value:f}" if asked.decimals else int(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_plain(shape: Shape, given: object) -> Given | None:
    """The value that another program gives; nothing for null. What makes no sense is refused with a sentence."""
    if given is None or isinstance(given, str):
        return parsed(shape, given or "", language="en")
    if isinstance(given, bool):
        return parsed(shape, "yes" if given else "no", language="en")
    if isinstance(given, int | float):
        return parsed(shape, f"{Decimal(str(given)):f}", language="en")
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return parsed(shape, given, language="en")
    raise WrongValue(_("This is not a value of the field."), key=shape.key)


def _in_order(asked: Asked, value: Given) -> list[str]:
    chosen = as_words(value)
    listed = ("yes", "no") if asked.kind == Kind.YES_NO else tuple(key for key, _names in asked.words)
    return [key for key in listed if key in chosen]


def _has_comma(language: str) -> bool:
    return language[:2] in {"hr", "sr"}


def _several(shape: Shape, given: list[str]) -> Given | None:
    chosen = {one.strip() for one in given} - {""}
    if chosen - set(shape.choices):
        raise WrongValue(_("Choose from the list."), key=shape.key)
    return tuple(choice for choice in shape.choices if choice in chosen) or None


def _one(shape: Shape, text: str, _language: str) -> Given:
    if text not in shape.choices:
        raise WrongValue(_("Choose from the list."), key=shape.key)
    return text


def _short(shape: Shape, text: str, _language: str) -> Given:
    return _at_most(" ".join(text.split()), SHORT, shape)


def _long(shape: Shape, text: str, _language: str) -> Given:
    return _at_most(text.replace("\r\n", "\n"), LONG, shape)


def _at_most(text: str, most: int, shape: Shape) -> str:
    if len(text) > most:
        raise WrongValue(_("At most %(most)s characters fit here.") % {"most": most}, key=shape.key)
    return text


def _number(shape: Shape, text: str, language: str) -> Given:
    text = re.sub(r"(?<=[0-9])[\s\u00a0\u202f](?=[0-9]{3})", "", text).replace("−", "-")
    found = (COMMA if _has_comma(language) else POINT).fullmatch(text)
    if not found:
        example = "1234,5" if _has_comma(language) else "1234.5"
        raise WrongValue(_("Write a number, such as %(example)s.") % {"example": example}, key=shape.key)
    sign, whole, rest = (
        found[1],
        re.sub(r"[.,]", "", found[2]).lstrip("0") or "0",
        (found[3] or "").rstrip("0"),
    )
    if len(whole) > DIGITS:
        raise WrongValue(_("This number is too large."), key=shape.key)
    if len(rest) > shape.decimals:
        raise WrongValue(_("Decimal places here: %(most)s.") % {"most": shape.decimals}, key=shape.key)
    number = Decimal(f"{whole}.{rest}" if rest else whole)
    return -number if sign == "-" and number else number


def _day(shape: Shape, text: str, _language: str) -> Given:
    iso, dotted = ISO.fullmatch(text), WITH_DOTS.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    except ValueError:
        raise WrongValue(_("There is no such day."), key=shape.key)
    raise WrongValue(_("Write a day, such as 24. 12. 2026."), key=shape.key)


def _yes_no(shape: Shape, text: str, _language: str) -> Given:
    if text not in {"yes", "no"}:
        raise WrongValue(_("Choose from the list."), key=shape.key)
    return text == "yes"


def _link(shape: Shape, text: str, _language: str) -> Given:
    try:
        good = urlsplit(text).scheme in {"http", "https"} and bool(urlsplit(text).hostname)
    except ValueError:
        good = False
    if not good or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise WrongValue(_("Write a whole address that begins with https://."), key=shape.key)
    return _at_most(text, SHORT, shape)


def _mail(shape: Shape, text: str, _language: str) -> Given:
    try:
        validate_email(text)
    except ValidationError:
        raise WrongValue(_("This is not a mail address."), key=shape.key)
    return _at_most(text, SHORT, shape)


def _phone(shape: Shape, text: str, _language: str) -> Given:
    if not PHONE.fullmatch(text):
        raise WrongValue(_("This is not a phone number."), key=shape.key)
    return text


_READERS = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.YES_NO: _yes_no,
    Kind.ONE: _one,
    Kind.LINK: _link,
    Kind.MAIL: _mail,
    Kind.PHONE: _phone,
}
