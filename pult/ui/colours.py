"""A brand's one colour, made safe to read: shades with enough contrast for text, buttons and the ink upon them."""

import re
from dataclasses import dataclass

ENOUGH = 4.5
HEX = re.compile(r"#?([0-9a-fA-F]{6})")

Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
# The lightest surface of a dark page.
NIGHT: Rgb = (0x22 / 255, 0x24 / 255, 0x2D / 255)


@dataclass(frozen=True)
class Shades:
    """What public pages need of a brand's colour."""

    fill: str
    fill_pressed: str
    on_fill: str
    ink: str
    ink_in_the_dark: str


def shades_of(colour: str) -> Shades | None:
    """The shades of `#rrggbb`, or None when it is no colour."""
    match = HEX.fullmatch(colour.strip())
    if not match:
        return None
    rgb = _parse(match[1])
    under_white = contrast(rgb, WHITE) >= ENOUGH
    pressed = _towards(rgb, BLACK if under_white else WHITE, 0.12)
    on_fill = WHITE if under_white else BLACK
    return Shades(
        fill=_text(rgb),
        fill_pressed=_text(pressed),
        on_fill=_text(on_fill),
        ink=_text(_readable(rgb, on=WHITE, towards=BLACK)),
        ink_in_the_dark=_text(_readable(rgb, on=NIGHT, towards=WHITE)),
    )


def _readable(ink: Rgb, *, on: Rgb, towards: Rgb) -> Rgb:
    """The colour, moved only as far as letters in it need to be read."""
    while contrast(ink, on) < ENOUGH + 0.05:
        ink = _towards(ink, towards, 0.06)
    return ink


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parse(digits: str) -> Rgb:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _towards(rgb: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (mine + (theirs - mine) * share for mine, theirs in zip(rgb, other, strict=True))
    return red, green, blue


def _text(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
