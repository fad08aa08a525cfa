"""Words that mean the same: those that every installation begins with, and those that staff add."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.text import analyser
from pult.foundation.text.codes import VERSION, code
from pult.knowledge.errors import NotReady
from pult.knowledge.models import Concept

SHIPPED = Path(__file__).parents[1] / "standard" / "concepts.txt"
MOST_WORDS = 60
LONGEST = 80


@transaction.atomic
def renew_concepts() -> None:
    """See that every shipped group of words is there, in this release's words where nobody wrote others."""
    known = {concept.key: concept for concept in Concept.objects.exclude(key=None)}
    new, outdated = [], []
    for words in _shipped():
        concept = known.get(words[0])
        if concept is None:
            new.append(_filled(Concept(key=words[0]), words))
        elif not concept.is_edited and (tuple(concept.words) != words or concept.analyser != VERSION):
            outdated.append(_filled(concept, words))
    Concept.objects.bulk_create(new)
    Concept.objects.bulk_update(outdated, ["words", "codes", "analyser"])


def write_concept(words: Iterable[str], *, by: Actor) -> Concept:  # noqa: ARG001
    """Say that these words and expressions mean the same."""
    concept = _filled(Concept(is_edited=True), _cleaned(words))
    concept.save()
    return concept


def change_concept(concept: Concept, words: Iterable[str], *, by: Actor) -> None:  # noqa: ARG001
    """Say it with other words; a group that came with Pult stays as the house wants it."""
    filled = _filled(concept, _cleaned(words))
    Concept.objects.filter(pk=concept.pk).update(
        words=filled.words, codes=filled.codes, analyser=filled.analyser, is_edited=True
    )


@transaction.atomic
def remove_concept(concept: Concept, *, by: Actor) -> None:  # noqa: ARG001
    """These words no longer mean the same. A group that came with Pult is kept empty, so that it does not come back."""
    if concept.key is None:
        Concept.objects.filter(pk=concept.pk).delete()
    else:
        Concept.objects.filter(pk=concept.pk).update(words=[], codes=[], analyser=VERSION, is_edited=True)


def restore_concept(concept: Concept, *, by: Actor) -> None:  # noqa: ARG001
    """A group that came with Pult has the words again with which it came."""
    words = next((one for one in _shipped() if one[0] == concept.key), None)
    if words is None:
        raise NotReady(_("This group did not come with Pult."))
    filled = _filled(concept, words)
    Concept.objects.filter(pk=concept.pk).update(
        words=filled.words, codes=filled.codes, analyser=filled.analyser, is_edited=False
    )


@transaction.atomic
def index_concepts() -> None:
    """Number the words again after a newer analyser."""
    outdated = [_filled(one, tuple(one.words)) for one in Concept.objects.exclude(analyser=VERSION)]
    Concept.objects.bulk_update(outdated, ["codes", "analyser"])


@cache
def _shipped() -> tuple[tuple[str, ...], ...]:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    groups = (line.split(",") for line in lines if line and not line.startswith("#"))
    return tuple(tuple(word.strip() for word in group) for group in groups)


def _cleaned(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, none empty or endless."""
    kept = tuple(dict.fromkeys(one for word in words if (one := " ".join(word.split())[:LONGEST])))
    if len([word for word in kept if analyser.keys(word)]) < 2:
        raise NotReady(_("Write at least two words that mean the same."))
    return kept[:MOST_WORDS]


def _filled(concept: Concept, words: tuple[str, ...]) -> Concept:
    """The first number of each expression: by one of them a question finds the group."""
    concept.words = list(words)
    concept.codes = sorted({code(keys[0]) for word in words if (keys := analyser.keys(word))})
    concept.analyser = VERSION
    return concept
