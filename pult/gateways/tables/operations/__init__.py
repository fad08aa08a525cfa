"""Verbs about tables of customers and companies."""

from .runs import begin, carry_on, choose, forget_old, go, preview, start, stop

__all__ = ["begin", "carry_on", "choose", "forget_old", "go", "preview", "start", "stop"]
