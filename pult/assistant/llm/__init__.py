"""The port to a language model: what is asked of one, what it tells, and how that can fail. Nothing here writes."""

from .ladder import Probe, climb
from .opening import is_installed, model_at
from .port import LLM, Ask, Endpoint, ModelFailed, Told
from .types import Failure, Rung

__all__ = [
    "LLM",
    "Ask",
    "Endpoint",
    "Failure",
    "ModelFailed",
    "Probe",
    "Rung",
    "Told",
    "climb",
    "is_installed",
    "model_at",
]
