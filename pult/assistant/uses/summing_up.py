"""What a conversation is about, in a few lines, for a colleague who takes it over."""

from collections.abc import Callable
from typing import Final

from pydantic import BaseModel, Field

from pult.assistant.llm import Ask, Failure, ModelFailed

from .asking import LANGUAGES, RULES, Asking, Json, letters, material
from .covering import invents

MOST_POINTS: Final = 6
TOLD: Final = f"""{RULES}

Sum the conversation up for a colleague who takes it over, in the language that the material names: what the
customer wants, what was done, what is still open. Short and exact; leave out what the conversation does not
say.
""".strip()


class Summary(BaseModel):
    """A conversation in short."""

    wish: str = Field(description="What the customer wants, in one or two sentences")
    done: list[str] = Field(description="What was said or done so far, one short sentence each")
    open: list[str] = Field(description="What is still open, one short sentence each")


def make(asking: Asking) -> tuple[Ask, Callable[[Summary], Json]]:
    """The question for a summary."""
    said = letters(asking, with_notes=True)
    if not said:
        raise ModelFailed(Failure.NO_SOURCE)
    given = material(
        language=LANGUAGES[asking.language],
        subject=asking.veil.over(asking.conversation.subject),
        conversation=said,
    )
    texts = [asking.veil.over(asking.conversation.subject), *(str(one["text"]) for one in said)]

    def read(summary: Summary) -> Json:
        def kept(points: list[str]) -> list[str]:
            return [
                asking.back(one) for one in points[:MOST_POINTS] if one.strip() and not invents(one, texts)
            ]

        if invents(summary.wish, texts):
            raise ModelFailed(Failure.UNCITED)
        done, left = kept(summary.done), kept(summary.open)
        lost = sum(1 for one in (*summary.done, *summary.open) if one.strip()) - len(done) - len(left)
        return {"wish": asking.back(summary.wish), "done": done, "open": left, "left_out": lost}

    return Ask(instructions=TOLD, material=given, shape=Summary, most_tokens=800), read
