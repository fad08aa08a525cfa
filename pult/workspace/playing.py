"""What the panel of a guided script shows beside a conversation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from pult.conversations import operations
from pult.conversations.models import Conversation, ScriptRun
from pult.conversations.queries import scripts as runs
from pult.conversations.types import Priority, Right
from pult.foundation.actors import Actor
from pult.knowledge.queries import scripts
from pult.knowledge.types.scripts import Step
from pult.workforce.models import Department

Shown = dict[str, Any]


def panel(conversation: Conversation, actor: Actor) -> Shown:
    """The step that waits, or the scripts that can be begun."""
    run = runs.running(conversation)
    shown = {
        "conversation": conversation,
        "here": reverse("workspace:conversation", args=[conversation.pk]),
        "may_write": actor.has(Right.REPLY),
        "run": run,
    }
    if run is not None:
        return shown | _step(run, conversation, actor)
    return shown | {
        "scripts": scripts.playable(actor, language=get_language() or "en"),
        "earlier": runs.earlier(conversation),
    }


def _step(run: ScriptRun, conversation: Conversation, actor: Actor) -> Shown:
    play = operations.play_of(run)
    step = play.step
    if step is None:
        return {"step": None}
    language = get_language() or "en"
    return {
        "step": step,
        "number": len(play.answers) + 1,
        "said": play.answers[-1] if play.answers else None,
        "words": words_for(step, conversation, actor),
        "language": conversation.language or language,
        "documents": [
            (f"/knowledge/{pk}", title)
            for pk, title in scripts.titles_of(step.documents, actor, language=language)
        ],
        "closes_with": closing_in_words(step),
        "is_last": step.closing is not None,
    }


def words_for(step: Step, conversation: Conversation, actor: Actor) -> str:
    """What to say to this customer, with the names filled in."""
    words = step.words_in(conversation.language or "en")
    customer = conversation.customer.name
    values = {
        "{customer}": "" if "@" in customer else customer,
        "{agent}": actor.name,
        "{number}": f"#{conversation.pk}",
    }
    for placeholder, value in values.items():
        words = words.replace(placeholder, value)
    return words


def closing_in_words(step: Step) -> Shown:
    """What will be done at the end, so that nobody is surprised."""
    closing = step.closing
    if closing is None or not closing.does_something:
        return {}
    department = (
        Department.objects.filter(pk=closing.department_id).first() if closing.department_id else None
    )
    return {
        "note": closing.note,
        "tags": closing.tags,
        "priority": Priority(closing.priority).label if closing.priority else "",
        "department": department.name if department else "",
        "solves": closing.solves,
    }
