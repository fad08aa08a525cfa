"""Keeping what the form of a field says: everything about it, or nothing."""

from django.db import transaction

from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError

from . import operations
from .forms import FieldForm
from .models import Field
from .types import Audience


def kept(form: FieldForm, audience: Audience, found: Field | None, *, by: Actor) -> Field | None:
    """The field as it is now; nothing, with the complaint in the form, when it cannot be so."""
    if not form.is_valid():
        return None
    other, when = form.condition
    try:
        with transaction.atomic():
            if found is None:
                found = operations.add_field(audience, kind=form.kind, wanted=form.wanted, by=by)
            else:
                operations.change_field(found, wanted=form.wanted, by=by)
            if (other and other.pk, when) != (found.other_id, found.when):
                operations.show_only_when(found, other=other, when=when, by=by)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    return found
