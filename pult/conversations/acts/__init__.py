"""Acts on a conversation that can be chosen beforehand, by somebody for many at once or for what acts by itself."""

from .registry import Act, act_named, acts, declare

__all__ = ["Act", "act_named", "acts", "declare"]
