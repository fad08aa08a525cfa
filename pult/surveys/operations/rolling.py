"""The wave that somebody belongs to who is asked, or answers, now."""

from datetime import datetime, timedelta

from pult.surveys.models import Survey, Wave


def wave_for(survey: Survey, *, at: datetime) -> Wave | None:
    """The wave that is open; an anonymous survey that is asked all year round opens one by itself."""
    if not survey.is_anonymous:
        return None
    return survey.waves.filter(closed_at=None).first() or begin(survey, at=at, is_rolling=True)


def begin(
    survey: Survey, *, at: datetime, name: str = "", days: int | None = None, is_rolling: bool = False
) -> Wave:
    """A new wave with the rules that hold now; they do not change while it lasts, nor afterwards."""
    last = survey.waves.order_by("-number").values_list("number", flat=True).first() or 0
    return Wave.objects.create(
        survey=survey,
        number=last + 1,
        name=name,
        opened_at=at,
        closes_at=at + timedelta(days=survey.wave_days if days is None else days),
        is_rolling=is_rolling,
        floor=survey.floor,
        comment_floor=survey.comment_floor,
        segments=survey.segments,
    )
