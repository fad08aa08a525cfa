"""Writing flows: a new one, its steps, publishing, going back to an earlier version."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.assistant import checking, steps
from pult.assistant.errors import IsPlayed, NotPlayable
from pult.assistant.events import FlowPublished
from pult.assistant.models import Flow, FlowVersion
from pult.assistant.ready.flow import FIRST_FLOW
from pult.assistant.steps import Step
from pult.assistant.types import StepKind
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.foundation.events import publish

MOST_STEPS = 60


@transaction.atomic
def write_flow(name: str, *, by: Actor, content: dict[str, Any] | None = None) -> Flow:  # noqa: ARG001
    """Begin a flow: with the one that looks an answer up, or with what is given."""
    if Flow.objects.filter(name=name).exists():
        raise Invalid(_("There is a flow with this name already."))
    return Flow.objects.create(name=name, draft=content or FIRST_FLOW)


@transaction.atomic
def add_step(flow: Flow, kind: StepKind, *, by: Actor) -> Step:  # noqa: ARG001
    """Add a step; the first one is where the flow begins."""
    written = flow.written
    if len(written.steps) >= MOST_STEPS:
        raise Invalid(_("A flow has at most %(most)s steps.") % {"most": MOST_STEPS})
    number = 1
    while f"{kind}-{number}" in written.steps:
        number += 1
    step = Step(key=f"{kind}-{number}", kind=kind)
    _keep(flow, replace(written, start=written.start or step.key, steps={**written.steps, step.key: step}))
    return step


@transaction.atomic
def change_step(flow: Flow, step: Step, *, by: Actor) -> None:  # noqa: ARG001
    """Write a step anew."""
    written = flow.written
    if step.key not in written.steps:
        raise Invalid(_("This step has been removed meanwhile."))
    _keep(flow, replace(written, steps={**written.steps, step.key: step}))


@transaction.atomic
def remove_step(flow: Flow, key: str, *, by: Actor) -> None:  # noqa: ARG001
    """Take a step out; what led to it leads nowhere until it is told where."""
    written = flow.written
    _keep(flow, replace(written, steps={name: one for name, one in written.steps.items() if name != key}))


@transaction.atomic
def begin_with(flow: Flow, key: str, *, by: Actor) -> None:  # noqa: ARG001
    """Let the flow begin with this step."""
    if key in flow.written.steps:
        _keep(flow, replace(flow.written, start=key))


@transaction.atomic
def publish_flow(flow: Flow, *, by: Actor, at: datetime | None = None) -> FlowVersion:
    """Play what was written from now on; talks that go on keep the version they began with."""
    at = at or timezone.now()
    if not checking.is_playable(flow.written):
        raise NotPlayable(_("This flow has faults. Repair them before you publish it."))
    # Locked, so that two people who publish at once do not make the same number.
    flow = Flow.objects.select_for_update(of=("self",), no_key=True).get(pk=flow.pk)
    version = FlowVersion.objects.create(
        flow=flow,
        number=flow.versions.count() + 1,
        content=flow.draft,
        published_at=at,
        by_id=by.id if by.is_person else None,
    )
    Flow.objects.filter(pk=flow.pk).update(published=version)
    publish(FlowPublished(bot_flow_id=flow.pk, number=version.number, by=by.ref, at=at))
    return version


@transaction.atomic
def restore_version(flow: Flow, version: FlowVersion, *, by: Actor) -> None:  # noqa: ARG001
    """Write on from an earlier version; nothing is played otherwise until it is published."""
    _keep(flow, steps.from_json(version.content))


@transaction.atomic
def remove_flow(flow: Flow, *, by: Actor) -> None:  # noqa: ARG001
    """Throw a flow away that no bot plays and that was never played."""
    if flow.bots.exists() or flow.versions.exists():
        raise IsPlayed(_("This flow was published. Flows that were played are kept."))
    flow.delete()


def _keep(flow: Flow, written: steps.Flow) -> None:
    draft = steps.to_json(written)
    unchanged = Flow.objects.filter(pk=flow.pk, edit=flow.edit)
    if not unchanged.update(draft=draft, edit=F("edit") + 1):
        raise SomebodyWasFaster(_("Somebody else has changed this flow. Look at it again."))
    flow.draft, flow.edit = draft, flow.edit + 1
