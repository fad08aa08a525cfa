"""What hiring keeps: openings with their plan, candidates, applications and what hangs on them, letters, interviews."""

from pult.hiring.partner import Ending

from .applications import Answer, Application, ApplicationFile, Assignment, Note, StageMove
from .bank import BankQuestion, QuestionSkill, RolePlay, RolePlaySkill
from .candidates import Candidate, Look
from .checking import LookedThrough
from .decisions import Decision
from .evidence import EvidenceStep
from .fairness import EqualAnswer
from .interviews import Interview, Slot
from .kits import InterviewKit, KitBlock, KitMark, KitQuestion
from .letters import Letter
from .offers import Offer
from .openings import Opening, OpeningSkill, Question, Stage
from .plays import Play, PlayLine, StageScene
from .predictions import Prediction
from .recordings import Recording, RecordingConsent, RecordingPiece
from .references import Referee
from .settings import HiringSettings
from .trials import (
    GoalMark,
    PlannedGoal,
    Trial,
    TrialDecision,
    TrialGoal,
    TrialPlan,
    TrialResult,
    TrialReview,
)
from .writing import StageTask, WritingSample, WritingTask

__all__ = [
    "Answer",
    "Application",
    "ApplicationFile",
    "Assignment",
    "BankQuestion",
    "Candidate",
    "Decision",
    "Ending",
    "EqualAnswer",
    "EvidenceStep",
    "GoalMark",
    "HiringSettings",
    "Interview",
    "InterviewKit",
    "KitBlock",
    "KitMark",
    "KitQuestion",
    "Letter",
    "Look",
    "LookedThrough",
    "Note",
    "Offer",
    "Opening",
    "OpeningSkill",
    "PlannedGoal",
    "Play",
    "PlayLine",
    "Prediction",
    "Question",
    "QuestionSkill",
    "Recording",
    "RecordingConsent",
    "RecordingPiece",
    "Referee",
    "RolePlay",
    "RolePlaySkill",
    "Slot",
    "Stage",
    "StageMove",
    "StageScene",
    "StageTask",
    "Trial",
    "TrialDecision",
    "TrialGoal",
    "TrialPlan",
    "TrialResult",
    "TrialReview",
    "WritingSample",
    "WritingTask",
]
