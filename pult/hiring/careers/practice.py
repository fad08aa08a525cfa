"""What the practice page carries along: rules that run in the browser, in the reader's words. Hints, never a score."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pult.foundation.text.tongues import said
from pult.hiring.models import RolePlay

SHIPPED = Path(__file__).parents[1] / "standard" / "practice.json"
SPOKEN = ("text", "how", "hint")
UNSAID = ("says", "fine")


@cache
def shipped() -> dict[str, Any]:
    """The rules with their texts in every language and their examples."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def spoken(kind: str) -> list[dict[str, Any]]:
    """The rules of one kind, or the four parts of an answer, in the reader's language."""
    return [
        {name: said(value) if name in SPOKEN else value for name, value in rule.items() if name not in UNSAID}
        for rule in shipped()[kind]
    ]


def rules() -> dict[str, Any]:
    """Everything that the page needs to look at an answer by itself."""
    kinds = {kind: spoken(kind) for kind in ("star", "points", "wording", "missing")}
    return {**kinds, "person": shipped()["person"], "words": {**_about_answers(), **_about_finds()}}


def scene(play: RolePlay) -> dict[str, Any]:
    """A role play for the customer who follows a script."""
    return {
        "name": play.persona,
        "opening": play.opening,
        "good": play.if_treated_well,
        "bad": play.if_treated_badly,
        "end": play.good_end,
        "facts": play.known,
    }


def _about_answers() -> dict[str, str]:
    # The page fills in {part}, {how} and {count} itself.
    return {
        "empty": _("Write something first, even three lines."),
        "part": _("Nothing stands under “{part}” yet. {how}"),
        "short": _(
            "So far these are {count} words. Two minutes of talking are about 120 to 250; somebody would ask on."
        ),
        "long": _(
            "These are {count} words. In an interview two minutes are a good measure, about 120 to 250 words."
        ),
        "action": _("The situation takes more room than what you did. What you did deserves the most."),
        "we": _("“We” stands here more often than “I”. Say which part was yours."),
        "nobody": _("In the action nobody acts yet. Begin a sentence with what you did yourself."),
        "short_letter": _("These are only {count} words. Does the customer find an answer to everything?"),
        "long_letter": _("These are {count} words. What could be left out without anybody missing it?"),
    }


def _about_finds() -> dict[str, str]:
    return {
        "hints": _("What you could look at again"),
        "honest": _(
            "These are hints by simple rules in your browser."
            " They can be wrong, they are not a score, and nobody sees them."
        ),
        "none": _("The rules find nothing. Read it aloud once: your ear hears more than they do."),
        "thirteen": _("The thirteen points"),
        "wording": _("Wording"),
        "seen": _("found"),
        "look": _("worth a look"),
        "unseen": _("not found"),
        "own": _("only you can tell"),
        "clear": _("nothing speaks against it"),
        "you": _("You"),
        "ended": _("It ends well when this is reached:"),
        "unasked": _("What this customer tells only when asked:"),
        "shown": _("Questions shown: {count}"),
        "no_question": _("No question fits. Choose less."),
        "forgotten": _("Everything that you wrote here is forgotten."),
    }
