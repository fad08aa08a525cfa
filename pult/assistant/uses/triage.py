"""Where a conversation belongs: tags and a department, of those that the house has."""

from collections import Counter
from collections.abc import Callable
from typing import Final

from pydantic import BaseModel, Field

from pult.assistant.llm import Ask, Failure, ModelFailed
from pult.conversations.models import Conversation
from pult.workforce.models import Department

from .asking import LANGUAGES, RULES, Asking, Json, letters, material

MOST_LOOKED_AT: Final = 1_000
MOST_TAGS: Final = 80
MOST_SUGGESTED: Final = 4
TOLD: Final = f"""{RULES}

Say where the conversation belongs: at most {MOST_SUGGESTED} tags out of "tags" and one department out of
"departments" of the material, exactly as they are written there. Rather none than one that does not fit. Give
the reason in one short sentence in the language that the material names.
""".strip()


class Place(BaseModel):
    """Where a conversation belongs."""

    tags: list[str] = Field(description="Tags out of the given ones")
    department: str = Field(description="One of the given departments, or empty")
    reason: str = Field(description="Why, in one short sentence")


def make(asking: Asking) -> tuple[Ask, Callable[[Place], Json]]:
    """The question for tags and a department."""
    tags = known_tags()
    departments = dict(Department.objects.order_by("name").values_list("name", "pk"))
    given = material(
        language=LANGUAGES[asking.language],
        subject=asking.veil.over(asking.conversation.subject),
        conversation=letters(asking, with_notes=True),
        tags=tags,
        departments=list(departments),
        department_now=asking.conversation.department.name,
    )

    def read(place: Place) -> Json:
        have = set(asking.conversation.tags)
        fresh = [
            tag
            for tag in dict.fromkeys(one.casefold() for one in place.tags)
            if tag in tags and tag not in have
        ]
        known = departments.get(place.department, 0)
        elsewhere = known and known != asking.conversation.department_id
        if asking.veil.unknown(place.reason):
            raise ModelFailed(Failure.UNCITED)
        return {
            "tags": fresh[:MOST_SUGGESTED],
            "department": {"id": known, "name": place.department} if elsewhere else None,
            "reason": asking.back(place.reason)[:300],
        }

    return Ask(instructions=TOLD, material=given, shape=Place, most_tokens=300, seconds=45.0), read


def known_tags() -> list[str]:
    """The tags of late, the most used first."""
    newest = Conversation.objects.genuine().exclude(tags=[]).order_by("-activity_at", "-pk")
    used = Counter(tag for tags in newest.values_list("tags", flat=True)[:MOST_LOOKED_AT] for tag in tags)
    return [tag for tag, _count in used.most_common(MOST_TAGS)]
