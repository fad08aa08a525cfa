"""`/careers/…/guide` and `/careers/…/practice`: how candidates prepare. Nothing of what they practise is sent to us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pult.hiring import queries
from pult.hiring.careers import practice
from pult.hiring.careers.frame import languages, public, sealed
from pult.hiring.types import STANDARD_PLAN


@public
def read_guide(request: HttpRequest, locale: str) -> HttpResponse:
    """The process, the skills that matter, how to prepare, and the thirteen points."""
    page = {
        "steps": [(step, minutes) for step, _days, minutes in STANDARD_PLAN],
        "lines": queries.traits(),
        "star": practice.spoken("star"),
        "points": practice.spoken("points"),
        "languages": languages("hiring:guide", locale),
        "locale": locale,
    }
    return render(request, "hiring/careers/guide.html", page)


@public
def read_practice(request: HttpRequest, locale: str) -> HttpResponse:
    """Questions, a letter and a chat to practise; the page may ask nothing of any server."""
    plays = queries.practice_role_plays()
    groups = queries.practice_groups()
    page = {
        "groups": groups,
        "skills": queries.skills_of(question for _kind, questions in groups for question in questions),
        "letters": [play for play in plays if play.is_written_once],
        "chats": [(play, practice.scene(play)) for play in plays if not play.is_written_once],
        "rules": practice.rules(),
        "languages": languages("hiring:practice", locale),
        "locale": locale,
    }
    return sealed(render(request, "hiring/careers/practice.html", page))
