"""The values of hiring: rights, acts, states, stages, letters."""

from .bank import ANCHORED, BankKind, Difficulty, PlayChannel
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

__all__ = [
    "ACTIVE",
    "ANCHORED",
    "BLIND",
    "CIRCLE",
    "OPEN_TO_THE_PUBLIC",
    "STANDARD_PLAN",
    "STEP",
    "USUAL_CARDS",
    "VARIABLES",
    "Act",
    "ApplicationState",
    "BankKind",
    "Difficulty",
    "FileKind",
    "InterviewState",
    "LetterKind",
    "OpeningStatus",
    "PlayChannel",
    "QuestionKind",
    "Reason",
    "Right",
    "Source",
    "StageKind",
]
