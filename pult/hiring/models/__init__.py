"""What hiring keeps: openings with their plan, candidates, applications and what hangs on them, letters, interviews."""

from .applications import Answer, Application, ApplicationFile, Assignment, Note, StageMove
from .candidates import Candidate, Look
from .interviews import Interview, Slot
from .letters import Letter
from .openings import Opening, OpeningSkill, Question, Stage
from .settings import HiringSettings

__all__ = [
    "Answer",
    "Application",
    "ApplicationFile",
    "Assignment",
    "Candidate",
    "HiringSettings",
    "Interview",
    "Letter",
    "Look",
    "Note",
    "Opening",
    "OpeningSkill",
    "Question",
    "Slot",
    "Stage",
    "StageMove",
]
