"""Verbs of imports from other desks."""

from .runs import begin, carry_on, go, start, stop

__all__ = ["begin", "carry_on", "go", "start", "stop"]
