"""What the bot has found, worded as an answer. Where the wording says more than its sources, they are said instead."""

from collections.abc import Callable
from typing import Final

from pydantic import BaseModel, Field

from pult.assistant.llm import Ask, Failure, ModelFailed

from .asking import LANGUAGES, RULES, Asking, Json, material
from .covering import invents, shares_words

SECONDS: Final = 12.0
LONGEST: Final = 900
TOLD: Final = f"""{RULES}

Answer the question with what the sources say and nothing else, in the language that the material names, in at
most five short sentences. For each sentence give the numbers of the sources that it rests on. Where the sources
do not answer the question, give no sentence at all.
""".strip()


class Sentence(BaseModel):
    """One sentence and what it rests on."""

    text: str
    sources: list[int] = Field(description="The numbers of the sources that it rests on")


class Wording(BaseModel):
    """An answer."""

    sentences: list[Sentence]


def make(asking: Asking) -> tuple[Ask, Callable[[Wording], Json]]:
    """The question for a wording of what the bot has found."""
    sources = {number: str(one["text"]) for number, one in enumerate(asking.wanted["passages"], start=1)}
    same = bool(asking.wanted.get("is_same_language", True))

    def read(found: Wording) -> Json:
        for one in found.sentences:
            _must_rest(one, sources, is_same_language=same)
        text = " ".join(one.text.strip() for one in found.sentences)
        if not text or len(text) > LONGEST or asking.veil.unknown(text):
            raise ModelFailed(Failure.UNCITED)
        return {"text": asking.back(text)}

    given = material(
        language=LANGUAGES[asking.language],
        question=asking.veil.over(str(asking.wanted["question"])),
        sources=[{"number": number, "text": text} for number, text in sources.items()],
    )
    return Ask(instructions=TOLD, material=given, shape=Wording, most_tokens=500, seconds=SECONDS), read


def _must_rest(sentence: Sentence, sources: dict[int, str], *, is_same_language: bool) -> None:
    cited = [sources[number] for number in sentence.sources if number in sources]
    covers = cited and not invents(sentence.text, cited)
    if not covers or (is_same_language and not shares_words(sentence.text, cited)):
        raise ModelFailed(Failure.UNCITED)
