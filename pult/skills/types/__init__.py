"""The values of skills: rights, kinds, where evidence comes from, estimates and fits."""

from .estimates import PRIOR, Estimate, Piece, Prior, course, estimate, together
from .fits import Fit, Gap, Wanted, fit
from .leading import declare_leading, led_by
from .origins import declare_origin, pages_of
from .values import Kind, Phase, Right, Source, Words

__all__ = [
    "PRIOR",
    "Estimate",
    "Fit",
    "Gap",
    "Kind",
    "Phase",
    "Piece",
    "Prior",
    "Right",
    "Source",
    "Wanted",
    "Words",
    "course",
    "declare_leading",
    "declare_origin",
    "estimate",
    "fit",
    "led_by",
    "pages_of",
    "together",
]
