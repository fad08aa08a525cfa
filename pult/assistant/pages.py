"""What the pages of the assistant show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pult.assistant import checking, queries
from pult.assistant.checking import Fault
from pult.assistant.forms import BotForm, ChatterForm, NewBotForm, NewFlowForm, NewStepForm, StepForm
from pult.assistant.models import Bot, Flow, OwnChatter
from pult.assistant.steps import Step
from pult.assistant.trying import Trial
from pult.assistant.types import Chat, StepKind
from pult.assistant.wording import in_language
from pult.foundation.actors import Actor

ICONS = {
    StepKind.SAY: "message",
    StepKind.ASK: "edit",
    StepKind.CHOICES: "list-check",
    StepKind.SEARCH: "search",
    StepKind.CONDITION: "arrows-split",
    StepKind.HAND_OVER: "user",
    StepKind.END: "check",
}
FAULTS = {
    Fault.EMPTY: gettext_lazy("Say with which step the flow begins."),
    Fault.UNREACHABLE: gettext_lazy("No way leads here."),
    Fault.DEAD_END: gettext_lazy("A way on from here leads nowhere."),
    Fault.CIRCLE: gettext_lazy("The flow goes round in a circle here without asking the visitor anything."),
    Fault.NO_TEXT: gettext_lazy("There is nothing to say yet."),
    Fault.NO_CHOICE: gettext_lazy("A choice needs at least two answers."),
    Fault.NO_DETAIL: gettext_lazy("Say under which name the answer is kept."),
    Fault.NO_VALUE: gettext_lazy("Say what to compare with."),
    Fault.UNTRANSLATED: gettext_lazy("A language is missing; its readers get a neighbouring one."),
}


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the bot."""
    found = [
        ("bots", _("Bots")),
        ("flows", _("Flows")),
        ("chatter", _("Small talk")),
        ("answers", _("Answers")),
    ]
    return [
        {"text": text, "href": reverse(f"assistant:{name}"), "current": name == here} for name, text in found
    ]


def bots(actor: Actor, *, form: NewBotForm | None = None) -> dict[str, Any]:
    """Every bot, and a form for another."""
    rows = Bot.objects.visible_to(actor).select_related("inbox__department", "flow__published")
    return {"rows": list(rows.order_by("name", "pk")), "form": form or NewBotForm(), "tabs": tabs("bots")}


def bot(one: Bot, *, form: BotForm | None = None) -> dict[str, Any]:
    """One bot, with the threshold that its answers ask for."""
    judged, right = queries.judged_count(one)
    return {
        "bot": one,
        "form": form or BotForm(instance=one),
        "choice": queries.threshold_for(one),
        "judged": judged,
        "right": right,
        "crumbs": [{"text": _("Bots"), "href": reverse("assistant:bots")}],
    }


def chatter(kind: Chat | None = None, form: ChatterForm | None = None) -> dict[str, Any]:
    """Every kind of small talk with its form."""
    own = set(OwnChatter.objects.values_list("kind", flat=True))
    rows = []
    for one, phrases in queries.chatter_known().items():
        initial = {"cues": "\n".join(phrases.cues)}
        filled = ChatterForm(initial=initial, answer=phrases.answer, auto_id=f"{one}-%s")
        rows.append(
            {"kind": one, "form": form if one == kind and form else filled, "is_own": str(one) in own,
             "is_open": one == kind}
        )  # fmt: skip
    return {"rows": rows, "tabs": tabs("chatter")}


def flows(actor: Actor, *, form: NewFlowForm | None = None) -> dict[str, Any]:
    """Every flow, and a form for another."""
    rows = Flow.objects.visible_to(actor).select_related("published").order_by("name", "pk")
    return {"rows": list(rows), "form": form or NewFlowForm(), "tabs": tabs("flows")}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One step as the editor shows it."""

    step: Step
    icon: str
    text: str
    ways: list[str]
    faults: list[Any]
    hints: list[Any]
    form: StepForm
    is_open: bool
    is_first: bool


def flow(one: Flow, *, opened: str = "", form: StepForm | None = None) -> dict[str, Any]:
    """One flow in the editor."""
    written = one.written
    found = checking.problems(written)
    cards = []
    for step in written.in_order:
        mine = [problem for problem in found if problem.step == step.key]
        own = form if form is not None and form.step.key == step.key else None
        cards.append(
            Card(
                step=step,
                icon=ICONS[step.kind],
                text=in_language(step.text, get_language() or "en"),
                ways=[key for key in step.exits if key],
                faults=[FAULTS[problem.fault] for problem in mine if not problem.is_hint],
                hints=[FAULTS[problem.fault] for problem in mine if problem.is_hint],
                form=own or StepForm(step=step, flow=written, auto_id=f"{step.key}-%s"),
                is_open=step.key == opened,
                is_first=step.key == written.start,
            )
        )
    return {
        "flow": one,
        "cards": cards,
        "whole": [FAULTS[problem.fault] for problem in found if not problem.step],
        "is_playable": checking.is_playable(written),
        "new_step": NewStepForm(),
        "versions": list(one.versions.select_related("by").order_by("-number")[:10]),
        "trial": Trial(),
        "crumbs": [{"text": _("Flows"), "href": reverse("assistant:flows")}],
    }


def answers(actor: Actor) -> dict[str, Any]:
    """The newest answers."""
    return {"rows": queries.newest_answers(actor), "tabs": tabs("answers")}
