"""Ready surveys: data that is taken into use when it is first asked for, and can be changed from then on."""

from . import candidate, course, desk, pulse
from .shape import ReadySurvey

READY: dict[str, ReadySurvey] = {
    one.key: one for one in (*desk.SURVEYS, pulse.SURVEY, candidate.SURVEY, course.SURVEY)
}

__all__ = ["READY", "ReadySurvey"]
