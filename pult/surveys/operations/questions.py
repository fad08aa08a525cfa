"""Changing the questions of a draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.surveys.models import Question

from .building import must_be_draft

CHANGEABLE = {
    "text", "hint", "is_required", "low", "high", "low_label", "high_label", "is_high_good", "options",
    "depends_on", "depends_values",
}  # fmt: skip
# What makes answers comparable; answers on another scale are answers to another question.
MEASURE = ("low", "high", "is_high_good")


def change_question(question: Question, *, by: Actor, **values: Any) -> Question:  # noqa: ARG001
    """Ask it in other words, with other answers, or only after certain answers."""
    must_be_draft(question.version)
    if any(name in values and values[name] != getattr(question, name) for name in MEASURE):
        _must_be_new(question)
    for name in CHANGEABLE & values.keys():
        setattr(question, name, values[name])
    question.save(update_fields=sorted(CHANGEABLE & values.keys()))
    return question


@transaction.atomic
def move_question(question: Question, *, up: bool, by: Actor) -> None:
    """Ask it one place earlier or later; a condition that would look ahead then falls away."""
    must_be_draft(question.version)
    order = list(question.version.questions.order_by("position", "pk"))
    place = next(index for index, one in enumerate(order) if one.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    _renumber(order, by=by)


@transaction.atomic
def remove_question(question: Question, *, by: Actor) -> None:
    """Ask it no longer; whatever depended on its answer is asked always."""
    must_be_draft(question.version)
    version = question.version
    question.delete()
    _renumber(list(version.questions.order_by("position", "pk")), by=by)


def _must_be_new(question: Question) -> None:
    others = Question.objects.filter(version__survey=question.version.survey_id, key=question.key)
    if others.exclude(pk=question.pk).exists():
        raise Invalid(_("This question has been asked on its scale. Add a new question for another scale."))


def _renumber(order: list[Question], *, by: Actor) -> None:  # noqa: ARG001 - handed on by verbs
    earlier: set[str] = set()
    for position, one in enumerate(order, 1):
        one.position = position
        if one.depends_on not in earlier:
            one.depends_on, one.depends_values = "", []
        earlier.add(one.key)
    Question.objects.bulk_update(order, ["position", "depends_on", "depends_values"])
