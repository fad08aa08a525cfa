"""`/fields` and `/types`: what a department wants to know of its own."""

from django.http import HttpRequest
from ninja import Router, Schema

from pult.api.acting import REFUSALS, require
from pult.conversations.types import Right
from pult.fields.queries import catalogue
from pult.fields.types import Asked, Audience

router = Router(tags=["fields"])


class ChoiceOut(Schema):
    """A value that can be chosen, with its words by language."""

    key: str
    names: dict[str, str]


class FieldOut(Schema):
    """A field: `key` names it in a thing's `fields`. With the values `shown_when` of `depends_on` it is asked."""

    key: str
    audience: str
    kind: str
    names: dict[str, str]
    help: dict[str, str]
    decimals: int
    choices: list[ChoiceOut]
    is_required: bool
    is_public: bool
    depends_on: str | None
    shown_when: list[str]


class FieldsOut(Schema):
    """Every field that is in use, in order."""

    items: list[FieldOut]


class TypeOut(Schema):
    """A type of conversations: the keys of the fields that its form asks, in order."""

    id: int
    names: dict[str, str]
    is_public: bool
    fields: list[str]


class TypesOut(Schema):
    """Every type that is in use, in order, and the fields that every conversation is asked."""

    items: list[TypeOut]
    everywhere: list[str]


@router.get("/fields", response={200: FieldsOut, **REFUSALS}, summary="List fields")
def list_fields(request: HttpRequest, audience: Audience | None = None) -> FieldsOut:
    """Fields of conversations, customers and companies; of one of them with `audience`."""
    require(request, Right.READ)
    known = catalogue()
    found = known.of(audience) if audience is not None else known.fields
    return FieldsOut(items=[_field(one) for one in found])


@router.get("/types", response={200: TypesOut, **REFUSALS}, summary="List types")
def list_types(request: HttpRequest) -> TypesOut:
    """Types of conversations with their forms."""
    require(request, Right.READ)
    known = catalogue()
    types = [
        TypeOut(id=one.pk, names=one.names, is_public=one.is_public, fields=list(one.keys))
        for one in known.offered
    ]
    return TypesOut(items=types, everywhere=[one.key for one in known.everywhere])


def _field(one: Asked) -> FieldOut:
    words = dict(one.words)
    return FieldOut(
        key=one.key,
        audience=one.audience,
        kind=one.kind,
        names=one.names,
        help=one.helps,
        decimals=one.decimals,
        choices=[ChoiceOut(key=key, names=words[key]) for key in one.choices],
        is_required=one.is_required,
        is_public=one.is_public,
        depends_on=one.other or None,
        shown_when=list(one.when),
    )
