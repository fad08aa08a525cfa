"""What the pages of guided scripts show."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor

from . import operations
from .models import Translation
from .pages import area_tabs
from .queries import scripts as queries
from .script_forms import (
    BlankForms,
    ChoiceForms,
    NewScriptForm,
    NewStepForm,
    PublishForm,
    StepForm,
    initial_of,
)
from .side_pages import referring
from .types import DocumentKind, Reader, Right
from .types.editing import tree
from .types.playing import Answer, Play
from .types.proving import problems
from .types.scripts import Script, Step

Page = dict[str, Any]
MOST_TURNS = 100


def index(actor: Actor, form: NewScriptForm | None = None) -> Page:
    """Every script."""
    rows = [
        {"one": one, "script": Script.read(held.data)}
        for one in queries.scripts(actor)
        if (held := one.open_draft or one.published) is not None
    ]
    return {
        "rows": rows,
        "form": form or NewScriptForm(initial={"language": get_language() or "en"}),
        "may_write": actor.has(Right.WRITE),
        "tabs": area_tabs(actor, "scripts"),
    }


def editor(translation: Translation, actor: Actor, form: NewStepForm | None = None) -> Page:
    """One script: its steps, drawn as a tree, and what is to be mended."""
    script = operations.script_of(translation)
    found = problems(script)
    return {
        **_frame(translation, actor, "editor"),
        "script": script,
        "steps": script.steps,
        "branches": tree(script),
        "problems": found,
        "wrong": {problem.step for problem in found if problem.is_grave},
        "is_ready": not any(problem.is_grave for problem in found),
        "form": form or NewStepForm(),
        "publish_form": PublishForm(),
        **referring(translation.document, actor),
    }


def _frame(translation: Translation, actor: Actor, here: str) -> Page:
    pk = translation.document_id
    tabs = [
        ("editor", _("Steps"), reverse("scripts:script", args=[pk])),
        ("play", _("Try it"), reverse("scripts:play", args=[pk])),
        ("report", _("Report"), f"/app/knowledge/scripts/{pk}/report"),
    ]
    draft = translation.open_draft
    return {
        "translation": translation,
        "title": draft.title if draft else translation.title,
        "draft": draft,
        "pk": pk,
        "crumbs": [{"text": _("Guided scripts"), "href": reverse("scripts:scripts")}],
        "tabs": [{"text": text, "href": href, "current": key == here} for key, text, href in tabs],
        "may_write": actor.has(Right.WRITE),
        "may_publish": actor.has(Right.PUBLISH),
    }


def step(translation: Translation, script: Script, one: Step, actor: Actor, forms: Any = None) -> Page:
    """One step with everything that can be filled in."""
    form, choices, blanks = forms or step_forms(script, one, actor, pk=translation.document_id)
    return {
        **_frame(translation, actor, ""),
        "step": one,
        "form": form,
        "choices": choices,
        "blanks": blanks,
        "seen": translation.open_draft.version if translation.open_draft else 0,
        "problems": [problem for problem in problems(script) if problem.step == one.key],
    }


def step_forms(
    script: Script, one: Step, actor: Actor, *, pk: int, given: QueryDict | None = None
) -> tuple[StepForm, Any, Any]:
    """The forms of one step, filled with what it holds or with what came in."""
    steps = [(other.key, other.title) for other in script.steps]
    form = StepForm(
        given,
        initial=initial_of(one),
        steps=steps,
        documents=_pages(actor),
        scripts=[pair for pair in queries.playable(actor, language=get_language() or "en") if pair[0] != pk],
    )
    choices = ChoiceForms(
        given,
        prefix="choice",
        initial=[{"key": it.key, "label": it.label, "to": it.to} for it in one.choices],
        form_kwargs={"steps": steps},
    )
    blanks = BlankForms(
        given,
        prefix="field",
        initial=[{**vars(it), "options": ", ".join(it.options)} for it in one.blanks],
    )
    return form, choices, blanks


def _pages(actor: Actor) -> list[tuple[int, str]]:
    kinds = (DocumentKind.ARTICLE, DocumentKind.SOP, DocumentKind.HANDBOOK)
    rows = Translation.objects.readable_by(Reader(actor=actor)).filter(
        document__kind__in=kinds, made_from=None
    )
    named: dict[int, str] = {}
    for document, title in rows.order_by("title", "pk").values_list("document_id", "title")[:500]:
        named.setdefault(document, title)
    return list(named.items())


def play(translation: Translation, actor: Actor, asked: QueryDict) -> Page:
    """Trying a script: nothing is kept, the way stands in the address."""
    script = operations.script_of(translation)
    ways = asked.getlist("way")[:MOST_TURNS]
    played = _played(script, ways)
    return {
        **_frame(translation, actor, "play"),
        "play": played,
        "step": played.step,
        "ways": ways[: len(played.answers)],
        "said": [
            (script.step(answer.step), next((it.label for it in _choices(script, answer)), ""))
            for answer in played.answers
        ],
        "back": ways[: len(played.answers) - 1] if played.answers else None,
    }


def _choices(script: Script, answer: Answer) -> Iterable[Any]:
    step = script.step(answer.step)
    return (choice for choice in (step.choices if step else ()) if choice.key == answer.choice)


def _played(script: Script, ways: Iterable[str]) -> Play:
    """Where these choices lead; what must be filled in may stay empty while it is only tried."""
    answers: list[Answer] = []
    now = Play.begin(script)
    for way in ways:
        if now.step is None or (now.step.choices and not now.step.closing and way not in _keys(now.step)):
            break
        answers.append(Answer(step=now.at, choice=way))
        now = Play.of(script, answers)
    return now


def _keys(step: Step) -> set[str]:
    return {choice.key for choice in step.choices}
