"""Verbs about the templates of checklists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.fields.models import Type
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned
from pult.workforce.models import Department

from .events import TemplateChanged
from .models import Template
from .types import LONGEST_ITEM, MOST_ITEMS, Act, Step, Words

MOST_TEMPLATES = 200
LONGEST_LINK = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Everything about a template that can change."""

    names: Words
    steps: Sequence[Step] = ()
    departments: Sequence[Department] = ()
    types: Sequence[Type] = ()
    comes_with_type: bool = False
    at: datetime = field(default_factory=timezone.now)


@transaction.atomic
def add_template(*, wanted: Wanted, by: Actor) -> Template:
    """Write down the steps that matters of one kind need."""
    transaction_lock("checklists.define")
    if Template.objects.in_use().count() >= MOST_TEMPLATES:
        raise Invalid(_("At most %(most)s checklists fit here.") % {"most": MOST_TEMPLATES})
    last: int | None = Template.objects.aggregate(last=Max("position"))["last"]
    made = Template(position=(last or 0) + 1)
    _write(made, wanted, by)
    return made


@transaction.atomic
def change_template(found: Template, *, wanted: Wanted, by: Actor) -> None:
    """Have it otherwise from now on; the lists that stand in conversations stay as they are."""
    transaction_lock("checklists.define")
    _write(found, wanted, by)


@transaction.atomic
def move_template(found: Template, *, earlier: bool, by: Actor) -> None:
    """Offer it one place earlier, or later."""
    transaction_lock("checklists.define")
    order = list(Template.objects.in_use().in_order().values_list("pk", flat=True))
    if found.pk not in order:
        return
    here = order.index(found.pk)
    there = min(max(here + (-1 if earlier else 1), 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for position, pk in enumerate(order, start=1):
        Template.objects.filter(pk=pk).update(position=position)
    _told(found, by, timezone.now())


@transaction.atomic
def retire_template(found: Template, *, by: Actor, at: datetime | None = None) -> None:
    """Offer it no longer; what stands in conversations stays."""
    at = at or timezone.now()
    if Template.objects.filter(pk=found.pk, retired_at=None).update(retired_at=at):
        audit.record(Act.ARCHIVED, by=by, about=f"template:{found.pk}", about_name=str(found), at=at)
        _told(found, by, at)


@transaction.atomic
def restore_template(found: Template, *, by: Actor) -> None:
    """Offer an archived template again."""
    if Template.objects.filter(pk=found.pk, retired_at__isnull=False).update(retired_at=None):
        audit.record(Act.RESTORED, by=by, about=f"template:{found.pk}", about_name=str(found))
        _told(found, by, timezone.now())


def _write(template: Template, wanted: Wanted, by: Actor) -> None:
    before = _plain(template) if template.pk else None
    template.names = cleaned(wanted.names)
    if not template.names:
        raise Invalid(_("Give it a name."))
    template.steps = [_checked(one).plain for one in wanted.steps if cleaned(one.words)]
    if not template.steps:
        raise Invalid(_("A checklist needs at least one step."))
    if len(template.steps) > MOST_ITEMS:
        raise Invalid(_("A checklist has at most %(most)s steps.") % {"most": MOST_ITEMS})
    if wanted.comes_with_type and not wanted.types:
        raise Invalid(_("Choose the types that bring it."))
    template.comes_with_type = wanted.comes_with_type
    template.save()
    template.departments.set(wanted.departments)
    template.types.set(wanted.types)
    after = _plain(template)
    if before != after:
        about = f"template:{template.pk}"
        audit.record(
            Act.CHANGED,
            by=by,
            about=about,
            about_name=str(template),
            before=before,
            after=after,
            at=wanted.at,
        )
        _told(template, by, wanted.at)


def _plain(template: Template) -> dict[str, Any]:
    """Everything about it, as the audit log keeps it."""
    return {
        "names": template.names,
        "steps": template.steps,
        "departments": sorted(template.departments.values_list("name", flat=True)),
        "types": sorted(template.types.values_list("pk", flat=True)),
        "comes_with_type": template.comes_with_type,
    }


def _checked(step: Step) -> Step:
    words, hints = cleaned(step.words), cleaned(step.hints)
    for text in (*words.values(), *hints.values()):
        if len(text) > LONGEST_ITEM:
            raise Invalid(_("A step has at most %(most)s characters.") % {"most": LONGEST_ITEM})
    link = step.link.strip()
    if link and not is_link(link):
        raise Invalid(_("“%(link)s” is no link. It begins with https://.") % {"link": link[:80]})
    return Step(words=words, hints=hints, link=link, is_required=step.is_required)


def is_link(text: str) -> bool:
    """Whether a step may lead there: a whole address of a page, nothing that runs."""
    if len(text) > LONGEST_LINK or any(one.isspace() for one in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _told(found: Template, by: Actor, at: datetime) -> None:
    publish(TemplateChanged(template_id=found.pk, by=by.ref, at=at))
