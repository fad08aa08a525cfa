"""Building contact forms: the form, its fields, their order and their conditions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.foundation.text.tongues import Tongues, said
from pult.gateways.forms.errors import BadCondition, KeyTaken
from pult.gateways.forms.events import ContactFormChanged
from pult.gateways.forms.models import ContactForm, FormField
from pult.gateways.forms.types import FieldDraft, FieldKind
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department

LONGEST_KEY = 40


@transaction.atomic
def open_form(
    key: str,
    *,
    titles: Tongues,
    department: Department,
    by: Actor,
    at: datetime | None = None,
    **values: Any,
) -> ContactForm:
    """Open a contact form for a department."""
    if Inbox.objects.filter(channel=Channel.FORM, address=key).exists():
        raise KeyTaken(_("There is a form with this address already."))
    inbox = inboxes.open_inbox(
        said(titles)[:80] or key, address=key, department=department, channel=Channel.FORM, by=by
    )
    form = ContactForm.objects.create(inbox=inbox, key=key, titles=titles, **values)
    _announce(form, by, at)
    return form


@transaction.atomic
def change_form(
    form: ContactForm,
    *,
    titles: Tongues,
    department: Department,
    is_open: bool,
    by: Actor,
    at: datetime | None = None,
    **values: Any,
) -> None:
    """Change what a form is called, to whom it goes, what it asks for, and whether it takes messages."""
    inbox = form.inbox
    inboxes.change_inbox(
        inbox,
        name=said(titles)[:80] or form.key,
        address=inbox.address,
        department=department,
        language=inbox.language,
        signature=inbox.signature,
        is_active=is_open,
        by=by,
    )
    ContactForm.objects.filter(pk=form.pk).update(titles=titles, **values)
    form.refresh_from_db()
    _announce(form, by, at)


@transaction.atomic
def add_field(
    form: ContactForm, draft: FieldDraft, *, key: str = "", by: Actor, at: datetime | None = None
) -> FormField:
    """Ask one more thing, at the end."""
    fields = list(form.fields.order_by("position"))
    _check(draft, fields)
    last = form.fields.aggregate(last=Max("position"))["last"] or 0
    field = FormField.objects.create(
        form=form,
        key=_own_key(key or said(draft.labels, "en"), {one.key for one in fields}),
        position=last + 1,
        **_columns(draft),
    )
    _announce(form, by, at)
    return field


@transaction.atomic
def change_field(field: FormField, draft: FieldDraft, *, by: Actor, at: datetime | None = None) -> None:
    """Ask otherwise. Others that depend on this one must still find their answer in it."""
    before = field.form.fields.filter(position__lt=field.position).order_by("position")
    _check(draft, before)
    columns = _columns(draft)
    values = {"yes"} if draft.kind == FieldKind.CHECK else {one["key"] for one in columns["choices"]}
    if field.form.fields.filter(when_key=field.key).exclude(when_value__in=values).exists():
        raise BadCondition(_("Another field depends on an answer that would be gone."))
    FormField.objects.filter(pk=field.pk).update(**columns)
    field.refresh_from_db()
    _announce(field.form, by, at)


@transaction.atomic
def move_field(field: FormField, *, by_places: int, by: Actor, at: datetime | None = None) -> None:
    """Ask earlier or later; a field never comes before the one that it depends on."""
    # Locked, for two people may move fields of one form at once.
    fields = list(
        FormField.objects.select_for_update(no_key=True).filter(form=field.form_id).order_by("position")
    )
    here = next(at for at, one in enumerate(fields) if one.pk == field.pk)
    moved = fields.pop(here)
    fields.insert(max(0, min(here + by_places, len(fields))), moved)
    seen: set[str] = set()
    for one in fields:
        if one.when_key and one.when_key not in seen:
            raise BadCondition(_("A field cannot come before the one that it depends on."))
        seen.add(one.key)
    FormField.objects.filter(form=field.form_id).update(position=F("position") + 10_000)
    for place, one in enumerate(fields, 1):
        FormField.objects.filter(pk=one.pk).update(position=place)
    _announce(field.form, by, at)


@transaction.atomic
def remove_field(field: FormField, *, by: Actor, at: datetime | None = None) -> None:
    """Ask no more. What was told before stays with its messages."""
    if field.form.fields.filter(when_key=field.key).exists():
        raise BadCondition(_("Another field depends on this one. Change that one first."))
    FormField.objects.filter(pk=field.pk).delete()
    _announce(field.form, by, at)


def _columns(draft: FieldDraft) -> dict[str, Any]:
    taken: set[str] = set()
    choices = []
    for labels in draft.choices:
        key = _own_key(said(labels, "en"), taken)
        taken.add(key)
        choices.append({"key": key, "labels": labels})
    return {
        "kind": draft.kind,
        "labels": draft.labels,
        "hints": draft.hints,
        "choices": choices if draft.kind == FieldKind.CHOICE else [],
        "is_required": draft.is_required,
        "when_key": draft.when_key,
        "when_value": draft.when_value,
    }


def _check(draft: FieldDraft, before: Iterable[FormField]) -> None:
    if draft.kind == FieldKind.CHOICE and len(draft.choices) < 2:
        raise BadCondition(_("A choice needs at least two answers."))
    if not draft.when_key:
        return
    deciding = next((one for one in before if one.key == draft.when_key and one.can_decide), None)
    if deciding is None or draft.when_value not in dict(deciding.deciding_values):
        raise BadCondition(_("A field may depend on a choice or a checkbox that stands before it."))


def _own_key(words: str, taken: set[str]) -> str:
    begin = slugify(words)[: LONGEST_KEY - 4].replace("-", "_") or "field"
    if begin not in taken:
        return begin
    return next(f"{begin}_{number}" for number in range(2, 1000) if f"{begin}_{number}" not in taken)


def _announce(form: ContactForm, by: Actor, at: datetime | None) -> None:
    publish(ContactFormChanged(contact_form_id=form.pk, by=by.ref, at=at or timezone.now()))
