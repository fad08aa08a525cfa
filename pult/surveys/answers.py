"""Which answers fit which questions: pure functions over questions and what was given."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from .models import Question
from .types import LONGEST as LONGEST
from .types import NO, YES, Given, QuestionType

EMPTY = Given()


def tidy(question: Question, given: Given) -> Given:
    """The part of an answer that this kind of question has; nonsense becomes no answer."""
    kind = question.kind
    if kind.is_number:
        return Given(value=given.value) if given.value in question.numbers else EMPTY
    if kind.is_words:
        return Given(text=given.text.replace("\x00", "").strip()[: LONGEST[kind]])
    known = [YES, NO] if kind == QuestionType.YES_NO else question.option_keys
    chosen = tuple(key for key in known if key in given.choices)
    return Given(choices=chosen if kind == QuestionType.MULTIPLE else chosen[:1])


def due(questions: Sequence[Question], given: Mapping[str, Given]) -> list[Question]:
    """The questions that are really asked after these answers: a question after one that is not asked is not either."""
    found: list[Question] = []
    seen: dict[str, Given] = {}
    for question in questions:
        if question.is_due(seen):
            found.append(question)
            seen[question.key] = given.get(question.key, EMPTY)
    return found


def kept(questions: Sequence[Question], given: Mapping[str, Given]) -> dict[str, Given]:
    """What is worth keeping: tidy answers to questions that were asked."""
    tidied = {question.key: tidy(question, given.get(question.key, EMPTY)) for question in questions}
    asked = {question.key for question in due(questions, tidied)}
    return {key: one for key, one in tidied.items() if key in asked and not one.is_empty}


def missing(
    questions: Sequence[Question], given: Mapping[str, Given], *, among: Iterable[str] | None = None
) -> dict[str, str]:
    """What must be answered and is not, each with a sentence."""
    wanted = None if among is None else set(among)
    return {
        question.key: _("Please answer this question.")
        for question in due(questions, given)
        if question.is_required
        and given.get(question.key, EMPTY).is_empty
        and (wanted is None or question.key in wanted)
    }
