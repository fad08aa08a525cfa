"""Playing a guided script beside a conversation: begin, answer, step back, stop. One at a time, whoever plays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import NotAScript, ScriptRunning, SomebodyWasFaster
from pult.conversations.events import ScriptMoved
from pult.conversations.models import Conversation, ScriptAnswer, ScriptRun
from pult.conversations.types import RunState
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.knowledge.models import Revision, Translation
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.playing import Answer, Play, chosen
from pult.knowledge.types.scripts import Script, Step

from .closing import close_with
from .writing import note


@transaction.atomic
def begin_script(
    conversation: Conversation, revision: Revision, *, by: Actor, at: datetime | None = None
) -> ScriptRun:
    """Play a script beside a conversation. Whoever begins the same one a second time goes on with the first."""
    at = at or timezone.now()
    document, script = revision.translation.document, Script.read(revision.data)
    if document.kind != DocumentKind.SCRIPT or script.first is None:
        raise NotAScript(_("There is nothing to play in this script."))
    Conversation.objects.select_for_update(no_key=True).filter(pk=conversation.pk).values_list("pk").first()
    there = ScriptRun.objects.running().filter(conversation=conversation).first()
    if there is not None and there.document_id == document.pk:
        return there
    if there is not None:
        raise ScriptRunning(_("Another script is being played here. Finish or stop it first."))
    run = ScriptRun.objects.create(
        conversation=conversation,
        document=document,
        revision=revision,
        step=script.start,
        started_by_id=by.person_id or None,
        started_at=at,
    )
    _announce(run, by=by, at=at)
    return run


@transaction.atomic
def answer_script(
    run: ScriptRun,
    *,
    seen: int,
    by: Actor,
    choice: str = "",
    values: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> ScriptRun:
    """Answer the step that waits. After the last one the script ends, what it asks for is done, and a note is kept.

    `seen` is how many answers the screen showed: a second press, or a colleague who was faster, is refused. The closing
    action has the rights of whoever answers.
    """
    at = at or timezone.now()
    run = _locked(run, seen=seen)
    play = play_of(run).answer(choice=choice, values=values)
    step = play.last
    if step is None:
        raise NotAScript(_("There is nothing to play in this script."))
    _write_answer(run, step, play.answers[-1], by=by, at=at)
    run.step, run.answered = play.at, len(play.answers)
    run.save(update_fields=["step", "answered"])
    if play.has_ended:
        _finish(run, step, by=by, at=at)
    else:
        _announce(run, by=by, at=at)
    return run


@transaction.atomic
def step_back_in_script(run: ScriptRun, *, seen: int, by: Actor, at: datetime | None = None) -> ScriptRun:
    """Take the last answer back."""
    run = _locked(run, seen=seen)
    if run.answered:
        last = ScriptAnswer.objects.filter(run=run).order_by("-number").first()
        run.step = last.step if last else run.step
        run.answered -= 1
        ScriptAnswer.objects.filter(run=run, number__gt=run.answered).delete()
        run.save(update_fields=["step", "answered"])
        _announce(run, by=by, at=at or timezone.now())
    return run


@transaction.atomic
def stop_script(run: ScriptRun, *, by: Actor, at: datetime | None = None) -> ScriptRun:
    """Leave a script before its end; what was chosen so far stays written in the conversation."""
    at = at or timezone.now()
    run = _locked(run)
    _end(run, RunState.STOPPED, by=by, at=at, done=[])
    return run


def play_of(run: ScriptRun) -> Play:
    """Where a run stands."""
    answers = ScriptAnswer.objects.filter(run=run).order_by("number")
    said = [Answer(step=one.step, choice=one.choice, values=one.values) for one in answers]
    return Play.of(Script.read(run.revision.data), said)


def _locked(run: ScriptRun, *, seen: int | None = None) -> ScriptRun:
    found = (
        ScriptRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("revision", "conversation__department", "document")
        .get(pk=run.pk)
    )
    if not found.is_running or (seen is not None and seen != found.answered):
        raise SomebodyWasFaster(
            _("Somebody has gone on with this script meanwhile. Look where it stands now.")
        )
    return found


def _write_answer(run: ScriptRun, step: Step, answer: Answer, *, by: Actor, at: datetime) -> None:
    choice = chosen(step, answer.choice)
    ScriptAnswer.objects.create(
        run=run,
        number=run.answered + 1,
        step=step.key,
        title=step.title[:120],
        choice=answer.choice,
        label=choice.label[:120] if choice else "",
        values=dict(answer.values),
        by_id=by.person_id or None,
        at=at,
    )


def _finish(run: ScriptRun, step: Step, *, by: Actor, at: datetime) -> None:
    done = close_with(run.conversation, step.closing, by=by, at=at) if step.closing else []
    _end(run, RunState.FINISHED, by=by, at=at, done=done)
    following = _next_script(step)
    if following is not None and not run.conversation.is_resolved:
        begin_script(run.conversation, following, by=by, at=at)


def _next_script(step: Step) -> Revision | None:
    """The script that goes on after this one, as it is published now."""
    script_id = step.closing.script_id if step.closing else None
    if script_id is None:
        return None
    rows = Translation.objects.published().filter(
        document=script_id, document__kind=DocumentKind.SCRIPT, document__archived_at=None, made_from=None
    )
    found = rows.select_related("published__translation__document").order_by("pk").first()
    return found.published if found else None


def _end(run: ScriptRun, state: RunState, *, by: Actor, at: datetime, done: list[str]) -> None:
    written = note(
        run.conversation, by=by, text=told(run, state, done), client_key=f"script-run-{run.pk}", at=at
    )
    ScriptRun.objects.filter(pk=run.pk).update(state=state, step="", ended_at=at, note=written)
    run.refresh_from_db(fields=["state", "step", "ended_at", "note"])
    _announce(run, by=by, at=at)


def told(run: ScriptRun, state: RunState, done: list[str]) -> str:
    """What was chosen, as one tidy note."""
    lines = [
        _("Script “%(script)s”, version %(number)d")
        % {"script": run.revision.title, "number": run.revision.number}
    ]
    labels = {
        (step.key, blank.key): blank.label
        for step in Script.read(run.revision.data).steps
        for blank in step.blanks
    }
    for answer in ScriptAnswer.objects.filter(run=run).order_by("number"):
        lines.append(f"{answer.number}. {answer.title}" + (f": {answer.label}" if answer.label else ""))
        lines += [
            f"    {labels.get((answer.step, key), key)}: {value}" for key, value in answer.values.items()
        ]
    if state == RunState.STOPPED:
        lines.append(_("Stopped here, before the end."))
    return "\n".join([*lines, *done])


def _announce(run: ScriptRun, *, by: Actor, at: datetime) -> None:
    publish(
        ScriptMoved(
            conversation_id=run.conversation_id,
            script_id=run.document_id,
            run_id=run.pk,
            state=run.state,
            answered=run.answered,
            by=by.ref,
            at=at,
        )
    )
