"""The scripted partner of a role play: how it reads a candidate's words, and what the customer says next.

Pure, and honest about how little it can do: it looks for words, understands nothing, and its branch is never a mark.
Whoever judges reads the talk. The rules, in full:

- Letters are folded: Croatian, Serbian in both scripts and missing marks read alike. English has words of its own.
- Signs of good handling: thanking, apologising, restating (two longer words of the customer, or "if I understand"),
  empathy, and saying what happens next. Signs of bad handling: blaming, hiding behind rules, refusing.
- More different good signs than bad ones: the customer is treated well. Otherwise badly; except that a mere question
  without any sign changes no mood.
- A question lets the candidate learn the fact that shares most words with it, else the next one that is not known yet.
- Treated well, the customer says the next of the good turns; after the last, the talk ends well with the candidate's
  next words unless these are bad. Treated badly, the next of the bad turns; with the last, the customer leaves.
- A question when every fact is known counts by its signs alone; fifteen messages end the talk in any case.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pult.foundation.text.folding import fold
from pult.foundation.text.tongues import said

MOST_MESSAGES = 15
LONG_WORD = 5
SHARED = 2
STEM = 5


class Sign(StrEnum):
    """What the words of a candidate show."""

    THANKS = "thanks"
    APOLOGY = "apology"
    RESTATING = "restating"
    EMPATHY = "empathy"
    NEXT_STEP = "next_step"
    BLAME = "blame"
    POLICY = "policy"
    REFUSAL = "refusal"


GOOD = frozenset({Sign.THANKS, Sign.APOLOGY, Sign.RESTATING, Sign.EMPATHY, Sign.NEXT_STEP})


class Mood(StrEnum):
    """How the customer takes it."""

    WELL = "well"
    BADLY = "badly"
    SAME = "same"


class Ending(StrEnum):
    """How a talk ended."""

    GOOD = "good"
    SOUR = "sour"
    STOPPED = "stopped"


# Beginnings of folded words; several in a row stand with a blank between them.
PHRASES: dict[Sign, tuple[str, ...]] = {
    Sign.THANKS: ("thank", "grateful", "appreciate", "hvala", "zahval", "fala"),
    Sign.APOLOGY: (
        "sorry",
        "apolog",
        "my apolog",
        "forgive",
        "oprost",
        "ispric",
        "izvin",
        "zao mi je",
        "zao nam je",
        "pardon",
    ),
    Sign.RESTATING: (
        "if i understand",
        "you are saying",
        "you mean",
        "so you",
        "let me repeat",
        "did i get",
        "have i understood",
        "ako sam dobro",
        "dobro razum",
        "kazete da",
        "rekli ste da",
        "znaci",
        "dakle",
        "ako dobro razumem",
    ),
    Sign.EMPATHY: (
        "i understand how",
        "i can imagine",
        "i see how",
        "i understand that",
        "i understand you",
        "i would be",
        "must be",
        "frustrat",
        "upset",
        "disappoint",
        "annoying",
        "unpleasant",
        "worr",
        "razumem",
        "razumijem",
        "shvatam",
        "shvacam",
        "zamisl",
        "mogu misliti",
        "neugod",
        "neprijat",
        "razocar",
        "frustr",
        "nije lako",
        "brin",
        "i meni bi",
        "suoseca",
    ),
    Sign.NEXT_STEP: (
        "i will",
        "we will",
        "i ll",
        "we ll",
        "let me",
        "i am going to",
        "right away",
        "immediately",
        "within",
        "by tomorrow",
        "today",
        "tomorrow",
        "i can offer",
        "we can",
        "i have sent",
        "i have arranged",
        "odmah",
        "danas",
        "sutra",
        "poslacu",
        "poslat cu",
        "javicu",
        "javit cu",
        "proveri",
        "resi",
        "dogovori",
        "nudim",
        "predlazem",
        "mozemo",
        "mogu vam",
        "ucinicu",
        "vracam",
        "vratit cu",
        "vraticu",
        "saljem",
        "nazva",
        "zamenicu",
        "zamenit cu",
        "u roku",
    ),
    Sign.BLAME: (
        "your fault",
        "your own fault",
        "you should have",
        "you must have",
        "you did not",
        "you didn t",
        "you forgot",
        "you failed",
        "calm down",
        "vasa krivica",
        "sami ste",
        "trebali ste",
        "niste proc",
        "morali ste",
        "vi ste krivi",
        "zaboravili ste",
        "smirite se",
        "vas problem",
        "your problem",
        "not my",
        "nije moj",
    ),
    Sign.POLICY: (
        "policy",
        "policies",
        "our rules",
        "the rules",
        "terms and",
        "regulation",
        "procedure",
        "pravil",
        "uslovi",
        "uveti",
        "propis",
        "procedur",
        "politika",
        "takva je praksa",
        "nasa praksa",
    ),
    Sign.REFUSAL: (
        "cannot",
        "can t",
        "can not",
        "not possible",
        "impossible",
        "nothing i can",
        "nothing we can",
        "not allowed",
        "refuse",
        "we don t",
        "ne mozemo",
        "ne mogu",
        "nije moguce",
        "nemoguce",
        "ne moze",
        "nista ne mogu",
        "odbij",
        "ne dolazi u obzir",
    ),
}
WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Script:
    """A scene as the partner needs it, in the words of every language."""

    openings: Mapping[str, Any]
    facts: Sequence[Mapping[str, Any]] = ()
    good_turns: Sequence[Mapping[str, Any]] = ()
    bad_turns: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a talk has come."""

    well: int = 0
    badly: int = 0
    told: tuple[int, ...] = ()
    messages: int = 0


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was found in one message."""

    mood: Mood
    signs: tuple[Sign, ...] = ()
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What happens upon it: facts that are learnt, what the customer says, perhaps the end."""

    read: Read
    standing: Standing
    facts: tuple[str, ...] = field(default=())
    text: str = ""
    ending: Ending | None = None


def folded(text: str) -> list[str]:
    """The words of a text in their simplest form."""
    return [fold(word) for word in WORD.findall(text) if fold(word)]


def signs_in(text: str, *, before: str = "") -> tuple[Sign, ...]:
    """Every sign in these words; `before` is what the customer said last."""
    words = folded(text)
    line = " " + " ".join(words)
    found = {sign for sign, phrases in PHRASES.items() if any(f" {phrase}" in line for phrase in phrases)}
    theirs = {word[:STEM] for word in folded(before) if len(word) >= LONG_WORD}
    if len(theirs & {word[:STEM] for word in words if len(word) >= LONG_WORD}) >= SHARED:
        found.add(Sign.RESTATING)
    return tuple(sign for sign in Sign if sign in found)


def read(text: str, *, before: str = "") -> Read:
    """How the customer takes these words."""
    signs = signs_in(text, before=before)
    good = sum(sign in GOOD for sign in signs)
    asks = "?" in text
    if good > len(signs) - good:
        return Read(mood=Mood.WELL, signs=signs, asks=asks)
    return Read(mood=Mood.SAME if asks and not signs else Mood.BADLY, signs=signs, asks=asks)


def react(script: Script, standing: Standing, text: str, *, language: str, before: str = "") -> Reaction:
    """What happens upon the candidate's words."""
    found = read(text, before=before)
    standing = replace(standing, messages=standing.messages + 1)
    facts, standing = _learn(script, standing, text, found, language)
    if found.mood == Mood.SAME and not facts:
        found = replace(found, mood=Mood.BADLY)
    reaction = _turn(script, standing, found, facts, language)
    if reaction.ending is None and standing.messages >= MOST_MESSAGES:
        return replace(reaction, ending=Ending.STOPPED)
    return reaction


def _turn(script: Script, standing: Standing, found: Read, facts: tuple[str, ...], language: str) -> Reaction:
    match found.mood:
        case Mood.SAME:
            return Reaction(read=found, standing=standing, facts=facts)
        case Mood.WELL if standing.well >= len(script.good_turns):
            return Reaction(read=found, standing=standing, facts=facts, ending=Ending.GOOD)
        case Mood.WELL:
            turn = said(script.good_turns[standing.well], language)
            after = replace(standing, well=standing.well + 1)
            return Reaction(read=found, standing=after, facts=facts, text=turn)
        case _:
            turns = script.bad_turns
            turn = said(turns[standing.badly], language) if standing.badly < len(turns) else ""
            after = replace(standing, badly=standing.badly + 1)
            ending = Ending.SOUR if after.badly >= len(turns) else None
            return Reaction(read=found, standing=after, facts=facts, text=turn, ending=ending)


def _learn(
    script: Script, standing: Standing, text: str, found: Read, language: str
) -> tuple[tuple[str, ...], Standing]:
    unknown = [number for number in range(len(script.facts)) if number not in standing.told]
    if not found.asks or not unknown:
        return (), standing
    asked = {word[:STEM] for word in folded(text) if len(word) >= LONG_WORD - 1}

    def shares(number: int) -> int:
        return len(asked & {word[:STEM] for word in folded(said(script.facts[number], language))})

    best = max(unknown, key=lambda number: (shares(number), -number))
    return (said(script.facts[best], language),), replace(standing, told=(*standing.told, best))
