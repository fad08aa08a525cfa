"""The values of hiring: rights, acts, states, stages, letters."""

from .bank import ANCHORED, BankKind, Difficulty, PlayChannel
from .combining import Combination, combine, tiers
from .decisions import NOT_ABOUT_THEM, Outcome, Proposal, Weighing, is_override
from .evidence import BLIND, BY_HAND, CIRCLE, SEE_ONLY_THE_STEP, STEP, USUAL_CARDS
from .fairness import FLOOR, GROUPS, Group, Trait, fisher, four_fifths
from .fairness import Line as GroupLine
from .letters import VARIABLES, LetterKind
from .recordings import ConsentState, ConsentWay, ErasedWhy
from .rights import Act, Right
from .stages import STANDARD_PLAN, StageKind
from .states import (
    ACTIVE,
    OPEN_TO_THE_PUBLIC,
    ApplicationState,
    FileKind,
    InterviewState,
    OfferState,
    OpeningStatus,
    QuestionKind,
    Reason,
    Source,
)
from .talks import FRAME_MINUTES, KIT_KINDS, RECORDED, USUAL_MINUTES, HowAsked, PlayMode, Speaker
from .trials import (
    FEWEST_DAYS,
    MOST_DAYS,
    MOST_GOALS,
    STILL_OPEN,
    USUAL_DAYS,
    VERDICTS,
    GoalState,
    TrialOutcome,
    TrialState,
    review_days,
)
from .writing import FEWEST_GRADERS, LONGEST_EXTRA, MOST_LETTERS, WritingChannel

__all__ = [
    "ACTIVE",
    "ANCHORED",
    "BLIND",
    "BY_HAND",
    "CIRCLE",
    "FEWEST_DAYS",
    "FEWEST_GRADERS",
    "FLOOR",
    "FRAME_MINUTES",
    "GROUPS",
    "KIT_KINDS",
    "LONGEST_EXTRA",
    "MOST_DAYS",
    "MOST_GOALS",
    "MOST_LETTERS",
    "NOT_ABOUT_THEM",
    "OPEN_TO_THE_PUBLIC",
    "RECORDED",
    "SEE_ONLY_THE_STEP",
    "STANDARD_PLAN",
    "STEP",
    "STILL_OPEN",
    "USUAL_CARDS",
    "USUAL_DAYS",
    "USUAL_MINUTES",
    "VARIABLES",
    "VERDICTS",
    "Act",
    "ApplicationState",
    "BankKind",
    "Combination",
    "ConsentState",
    "ConsentWay",
    "Difficulty",
    "ErasedWhy",
    "FileKind",
    "GoalState",
    "Group",
    "GroupLine",
    "HowAsked",
    "InterviewState",
    "LetterKind",
    "OfferState",
    "OpeningStatus",
    "Outcome",
    "PlayChannel",
    "PlayMode",
    "Proposal",
    "QuestionKind",
    "Reason",
    "Right",
    "Source",
    "Speaker",
    "StageKind",
    "Trait",
    "TrialOutcome",
    "TrialState",
    "Weighing",
    "WritingChannel",
    "combine",
    "fisher",
    "four_fifths",
    "is_override",
    "review_days",
    "tiers",
]
