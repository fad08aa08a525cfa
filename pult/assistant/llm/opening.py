"""Opening the port. The client library is an extra: nothing of it is imported before a model is asked."""

from importlib.util import find_spec

from .port import LLM, Endpoint, ModelFailed
from .types import Failure


def is_installed() -> bool:
    """Whether the client library is there: `pip install 'pult[model]'`."""
    return find_spec("pydantic_ai") is not None and find_spec("openai") is not None


def model_at(endpoint: Endpoint) -> LLM:
    """Whoever speaks to this endpoint."""
    if not is_installed():
        raise ModelFailed(Failure.NOT_INSTALLED)
    from .openai_compatible import OpenAICompatible

    return OpenAICompatible(endpoint)
