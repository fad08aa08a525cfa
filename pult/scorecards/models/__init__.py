"""Scorecards with their versions, and what was judged with them."""

from .judging import Assessment, Calibration, Panel, Score
from .sheets import Criterion, Scorecard, Section, Version

__all__ = [
    "Assessment",
    "Calibration",
    "Criterion",
    "Panel",
    "Score",
    "Scorecard",
    "Section",
    "Version",
]
