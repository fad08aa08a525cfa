"""What the assistant keeps: bots, flows and their versions, talks with visitors, answers, what agents took."""

from .bots import Bot, OwnChatter
from .calls import ModelCall, ModelMonth, ModelText
from .endpoints import ModelEndpoint
from .flows import Flow, FlowVersion
from .sessions import Answer, Session
from .suggestions import Suggestion

__all__ = [
    "Answer",
    "Bot",
    "Flow",
    "FlowVersion",
    "ModelCall",
    "ModelEndpoint",
    "ModelMonth",
    "ModelText",
    "OwnChatter",
    "Session",
    "Suggestion",
]
