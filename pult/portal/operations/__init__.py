"""Verbs of the portal."""

from .exports import ask_for_export, forget_old_exports, make_export
from .requests import answer_request, ask_for_erasure, begin_request, invitation_to_rate, solve_request

__all__ = [
    "answer_request",
    "ask_for_erasure",
    "ask_for_export",
    "begin_request",
    "forget_old_exports",
    "invitation_to_rate",
    "make_export",
    "solve_request",
]
