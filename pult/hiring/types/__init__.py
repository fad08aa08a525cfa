"""The values of hiring: rights, acts, states, stages, letters."""

from .bank import ANCHORED, BankKind, Difficulty, PlayChannel
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
    "OPEN_TO_THE_PUBLIC",
    "STANDARD_PLAN",
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
