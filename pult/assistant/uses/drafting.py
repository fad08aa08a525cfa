"""A draft of a reply, with its sources. An agent reads it, changes it, and sends it or not."""

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import BaseModel, Field

from pult.assistant.llm import Ask, Failure, ModelFailed
from pult.assistant.queries.suggesting import said_last
from pult.brands import queries as brands

from .asking import LANGUAGES, RULES, Asking, Json, letters, material
from .covering import invents
from .sources import Source, articles

CONVERSATION: Final = 0
LONGEST_COURTESY: Final = 240
TOLD: Final = f"""{RULES}

Write the next reply of the company to the customer, in the language that the material names, politely and
shortly. Write it in paragraphs. For each paragraph give the numbers of the sources that it rests on: those of
"sources", or {CONVERSATION} for what was said in the conversation. Only a greeting, a question to the customer
and a closing need no source. Where the sources do not answer what was asked, ask for what is missing, or say
that a colleague will look into it.
""".strip()


class Paragraph(BaseModel):
    """One paragraph and what it rests on."""

    text: str = Field(description="The words of the paragraph")
    sources: list[int] = Field(description="The numbers of the sources that it rests on")


class Draft(BaseModel):
    """A reply."""

    paragraphs: list[Paragraph]


def make(asking: Asking) -> tuple[Ask, Callable[[Draft], Json]]:
    """The question for a draft."""
    said = letters(asking, with_notes=False)
    found = articles(
        f"{asking.conversation.subject}\n{said_last(asking.conversation)}",
        language=asking.language,
        brand_id=asking.conversation.brand_id if brands.is_several() else None,
    )
    given = material(
        language=LANGUAGES[asking.language],
        customer=asking.veil.over(asking.conversation.customer.name),
        subject=asking.veil.over(asking.conversation.subject),
        conversation=said,
        sources=[one.given for one in found],
        begun=asking.veil.over(str(asking.wanted.get("text", ""))[:4_000]),
    )
    ask = Ask(instructions=TOLD, material=given, shape=Draft, most_tokens=1_200)
    return ask, lambda draft: _read(draft, asking, found, [str(one["text"]) for one in said])


def _read(draft: Draft, asking: Asking, found: Sequence[Source], said: Sequence[str]) -> Json:
    """Only what rests on something is let through; how much was left out is told."""
    known = {one.number: one.text for one in found} | {CONVERSATION: "\n".join(said)}
    last = len(draft.paragraphs) - 1
    kept: list[Json] = []
    for place, one in enumerate(draft.paragraphs):
        cited = [number for number in dict.fromkeys(one.sources) if number in known]
        given = [known[number] for number in (*cited, CONVERSATION)]
        rests = _rests(one.text, given, is_cited=bool(cited), is_edge=place in {0, last})
        if one.text.strip() and rests and not asking.veil.unknown(one.text):
            kept.append({"text": asking.back(one.text), "sources": cited})
    left_out = len(draft.paragraphs) - len(kept)
    # A greeting and a closing around nothing are no reply.
    if not kept or (left_out and not any(one["sources"] for one in kept)):
        raise ModelFailed(Failure.UNCITED)
    used = {number for one in kept for number in one["sources"]}
    return {
        "paragraphs": kept,
        "sources": [one.shown for one in found if one.number in used],
        "left_out": left_out,
        "is_draft": bool(asking.wanted.get("text")),
    }


def _rests(text: str, sources: Sequence[str], *, is_cited: bool, is_edge: bool) -> bool:
    """Cited and inventing nothing; or a courtesy or question that states nothing."""
    if invents(text, sources):
        return False
    return is_cited or (len(text) <= LONGEST_COURTESY and (is_edge or text.rstrip().endswith("?")))
