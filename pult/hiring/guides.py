"""What stands beside the sheet of each kind of step: the documents, the letter, the kit, the scene.

Each kind declares a template and what it needs to know; the page of a step shows it to whoever may see the step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pult.foundation.actors import Actor

from .models import EvidenceStep
from .types import StageKind

Gather = Callable[[EvidenceStep, Actor], Any]


@dataclass(frozen=True)
class Guide:
    """One kind's part of the page; the template finds what was gathered under `guide`."""

    template: str
    gather: Gather


_guides: dict[StageKind, Guide] = {}


def declare(kind: StageKind, template: str, gather: Gather) -> None:
    """Say what stands beside the sheet of this kind of step."""
    _guides[kind] = Guide(template, gather)


def guide_of(step: EvidenceStep) -> Guide | None:
    """What stands beside the sheet of this step; None where nothing was declared."""
    return _guides.get(step.step)
