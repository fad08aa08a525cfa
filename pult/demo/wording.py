"""What people write: sentences from the language's file, put together for one customer and one agent."""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pult.foundation.text.script import to_cyrillic

from .people import BILLING, ORDERS, SUPPORT

TEXTS = Path(__file__).parent / "texts"
GENDERED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
PRODUCTS = ("Drava Pro", "Una Mini", "Sava Glass", "Vesna 1.7", "Krka Steel")
ISLANDS = ("Hvar", "Brač", "Vis", "Lošinj", "Cres", "Pag", "Rab")
COLOURS = {
    "hr": ("crveno", "bijelo", "plavo", "zeleno", "sivo", "crno"),
    "sr": ("crveno", "belo", "plavo", "zeleno", "sivo", "crno"),
    "en": ("red", "white", "blue", "green", "grey", "black"),
}
# Topic: the department it belongs to, how often it comes up, how it is tagged.
TOPICS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "leak": (SUPPORT, 12, ("leak", "warranty")),
    "descale": (SUPPORT, 9, ("care",)),
    "warranty": (SUPPORT, 10, ("warranty",)),
    "voltage": (SUPPORT, 5, ("abroad",)),
    "lid": (SUPPORT, 8, ("spare part",)),
    "noise": (SUPPORT, 6, ("noise",)),
    "colour": (ORDERS, 8, ("wrong item",)),
    "island": (ORDERS, 6, ("delivery", "island")),
    "late": (ORDERS, 13, ("delivery",)),
    "return": (ORDERS, 9, ("return",)),
    "invoice": (BILLING, 9, ("invoice", "company")),
    "double": (BILLING, 5, ("refund",)),
}


@dataclass(frozen=True)
class Slots:
    """What one conversation is about in particular."""

    product: str
    order: str
    island: str
    colour: str
    wrong: str

    @classmethod
    def thrown(cls, dice: random.Random, language: str) -> "Slots":
        colour, wrong = dice.sample(COLOURS[_file_of(language)], 2)
        order = str(dice.randint(10_400, 48_900))
        return cls(dice.choice(PRODUCTS), order, dice.choice(ISLANDS), colour, wrong)


@dataclass(frozen=True)
class Voice:
    """One conversation's words, always in its language and script."""

    dice: random.Random
    language: str
    topic: str
    slots: Slots
    customer: str
    customer_is_woman: bool

    def subject(self) -> str:
        """What stands above the first mail."""
        return self._said(self._of_topic("subjects"), is_woman=self.customer_is_woman)

    def letter(self, kind: str) -> str:
        """A whole mail by the customer: `openings` or `answers`."""
        body = self._of_topic(kind)
        text = _joined(self._general("greetings"), body, self._general("closings"), self.language)
        return self._said(text, is_woman=self.customer_is_woman, name=self.customer)

    def line(self, kind: str) -> str:
        """A short mail by the customer: `thanks`, `again`, `nudges`, or a comment on a rating."""
        return self._said(self._general(kind), is_woman=self.customer_is_woman, name=self.customer)

    def answer(self, kind: str, *, agent: str, is_woman: bool) -> str:
        """A whole mail by an agent: `replies`, `questions` or `solutions`."""
        body = self._of_topic(kind)
        text = _joined(self._general("agent_greetings"), body, self._general("agent_closings"), self.language)
        return self._said(text, is_woman=is_woman, agent=agent)

    def note(self, kind: str, *, is_woman: bool, language: str) -> str:
        """An internal note, in the language that the agents speak among themselves."""
        said = self.dice.choice(_texts(_file_of(language))[kind])
        return _gendered(str(said), is_woman=is_woman)

    def _of_topic(self, kind: str) -> str:
        return str(self.dice.choice(_texts(_file_of(self.language))[self.topic][kind]))

    def _general(self, kind: str) -> str:
        return str(self.dice.choice(_texts(_file_of(self.language))[kind]))

    def _said(self, text: str, *, is_woman: bool, **names: str) -> str:
        said = _gendered(text, is_woman=is_woman).format(**vars(self.slots), **names)
        return to_cyrillic(said) if self.language == "sr" else said


@cache
def _texts(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def _file_of(language: str) -> str:
    return language.partition("-")[0]


def _gendered(text: str, *, is_woman: bool) -> str:
    """`kupi[o|la]` as this person says it."""
    return GENDERED.sub(r"\2" if is_woman else r"\1", text)


def _joined(greeting: str, body: str, closing: str, language: str) -> str:
    """After a greeting with a comma our languages go on in lower case, English does not."""
    if language == "en" or not greeting.endswith(","):
        body = body[:1].upper() + body[1:]
    return "\n\n".join((greeting, body, closing))
