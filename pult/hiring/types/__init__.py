"""The values of hiring: rights, acts, states, stages, letters."""

from .bank import ANCHORED, BankKind, Difficulty, PlayChannel
from .combining import Combination, combine, tiers
from .decisions import NOT_ABOUT_THEM, Outcome, Proposal, Weighing, is_override
from .evidence import BLIND, CIRCLE, STEP, USUAL_CARDS
from .letters import VARIABLES, LetterKind
from .rights import Act, Right
from .stages import STANDARD_PLAN, StageKind
from .states import (
    ACTIVE,
    OPEN_TO_THE_PUBLIC,
    ApplicationState,
    FileKind,
    InterviewState,
    OpeningStatus,
    QuestionKind,
    Reason,
    Source,
)
from .talks import FRAME_MINUTES, KIT_KINDS, USUAL_MINUTES, HowAsked
from .writing import FEWEST_GRADERS, LONGEST_EXTRA, MOST_LETTERS, WritingChannel

__all__ = [
    "ACTIVE",
    "ANCHORED",
    "BLIND",
    "CIRCLE",
    "FEWEST_GRADERS",
    "FRAME_MINUTES",
    "KIT_KINDS",
    "LONGEST_EXTRA",
    "MOST_LETTERS",
    "NOT_ABOUT_THEM",
    "OPEN_TO_THE_PUBLIC",
    "STANDARD_PLAN",
    "STEP",
    "USUAL_CARDS",
    "USUAL_MINUTES",
    "VARIABLES",
    "Act",
    "ApplicationState",
    "BankKind",
    "Combination",
    "Difficulty",
    "FileKind",
    "HowAsked",
    "InterviewState",
    "LetterKind",
    "OpeningStatus",
    "Outcome",
    "PlayChannel",
    "Proposal",
    "QuestionKind",
    "Reason",
    "Right",
    "Source",
    "StageKind",
    "Weighing",
    "WritingChannel",
    "combine",
    "is_override",
    "tiers",
]
