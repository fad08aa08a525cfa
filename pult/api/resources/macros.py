"""`/macros`: several acts under one name, kept and played."""

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import MOST_ACTS, Acts, Reach, Reached, chosen, owners, show_acts, show_reach
from pult.api.schemas import ConversationOut, show_conversation
from pult.automation import operations
from pult.automation.models import Macro
from pult.automation.types import Right
from pult.conversations.models import Conversation
from pult.conversations.queries import Offered, Use, Value, acts
from pult.conversations.types import Right as ConversationRight
from pult.foundation.actors import Actor, Kind
from pult.foundation.errors import Invalid

router = Router(tags=["macros"])
SHOWN = ("department", "assignee__person", "customer", "own_status", "inbox")


class ActOut(Schema):
    """Something that macros and rules can do; `options` are the values to choose from, if there are such."""

    act: str
    label: str
    value: Value
    options: dict[str, str] | None
    speaks: bool


class MacroOut(Schema):
    """A macro. `used` is how often it was played."""

    id: int
    name: str
    reach: Reach
    department_id: int | None
    acts: Acts
    used: int


class NewMacro(Reached):
    """A new macro; for oneself unless `reach` says otherwise."""

    name: str = Field(max_length=60)
    acts: Acts = Field(max_length=MOST_ACTS)


class MacroChange(Reached):
    """What to change; what is left out stays."""

    name: str | None = Field(default=None, max_length=60)
    acts: Acts | None = Field(default=None, max_length=MOST_ACTS)


class Play(Schema):
    """On which conversation."""

    conversation_id: int


def show_macro(row: Macro) -> MacroOut:
    """A macro with what it does."""
    return MacroOut(id=row.pk, name=row.name, **show_reach(row), acts=show_acts(row.chosen), used=row.used)


def may(request: HttpRequest) -> Actor:
    """The caller, if they may use macros."""
    return require(request, ConversationRight.REPLY)


def changeable(request: HttpRequest, macro_id: int) -> Macro:
    """One macro that the caller may change."""
    rows = Macro.objects.changeable_by(may(request)).select_related("owner", "department")
    return get_object_or_404(rows, pk=macro_id)


@router.get("/acts", response={200: list[ActOut], **REFUSALS}, summary="List what macros and rules can do")
def list_acts(request: HttpRequest, use: Literal["macro", "rule", "intake"] = "macro") -> list[ActOut]:
    """What the caller may choose, in the order in which it is done; rules may do everything that there is for them."""
    actor = may(request)
    if use != "macro":
        require(request, Right.MANAGE)
        actor = Actor(kind=Kind.RULE, all_rights=True)
    offered = Offered(actor)
    return [
        ActOut(
            act=one.key,
            label=str(one.label),
            value=one.value,
            options=offered.by(one) if one.options else None,
            speaks=one.speaks,
        )
        for one in acts(actor, Use[use.upper()])
    ]


@router.get("/macros", response={200: Listing[MacroOut], **REFUSALS}, summary="List macros")
def list_macros(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """Those that one may use, by name; whoever shares sees all that is shared."""
    rows = Macro.objects.visible_to(may(request))
    return listing(rows, ["name", "id"], show_macro, cursor=cursor, limit=limit)


@router.post("/macros", response={201: MacroOut, **REFUSALS}, summary="Make a macro")
def create_macro(request: HttpRequest, new: NewMacro) -> HttpResponse:
    """For oneself, for a department or for everybody."""
    actor, whose = may(request), owners(request, new, shares=Right.SHARE_MACROS)

    def act() -> tuple[int, MacroOut]:
        acts = chosen(new.acts)
        return 201, show_macro(operations.save_macro(Macro(), name=new.name, acts=acts, **whose, by=actor))

    return act_once(request, act)


@router.get("/macros/{macro_id}", response={200: MacroOut, **REFUSALS}, summary="Read a macro")
def read_macro(request: HttpRequest, macro_id: int) -> MacroOut:
    """One macro with what it does."""
    return show_macro(get_object_or_404(Macro.objects.visible_to(may(request)), pk=macro_id))


@router.patch("/macros/{macro_id}", response={200: MacroOut, **REFUSALS}, summary="Change a macro")
def update_macro(request: HttpRequest, macro_id: int, change: MacroChange) -> HttpResponse:
    """What is left out stays."""
    macro = changeable(request, macro_id)
    whose = owners(request, change, shares=Right.SHARE_MACROS, now=macro)
    name = macro.name if change.name is None else change.name
    acts = macro.chosen if change.acts is None else chosen(change.acts)

    def act() -> tuple[int, MacroOut]:
        by = may(request)
        return 200, show_macro(operations.save_macro(macro, name=name, acts=acts, **whose, by=by))

    return act_once(request, act)


@router.delete("/macros/{macro_id}", response={204: None, **REFUSALS}, summary="Remove a macro")
def delete_macro(request: HttpRequest, macro_id: int) -> Status[None]:
    """What was done with it stays as it is."""
    operations.drop_macro(changeable(request, macro_id), by=may(request))
    return Status(204, None)


@router.post("/macros/{macro_id}/plays", response={200: ConversationOut, **REFUSALS}, summary="Play a macro")
def create_play(request: HttpRequest, macro_id: int, play: Play) -> HttpResponse:
    """All that it does or nothing; the conversation as it stands then."""
    actor = may(request)
    macro = get_object_or_404(Macro.objects.usable_by(actor), pk=macro_id)
    conversation = get_object_or_404(Conversation.objects.visible_to(actor), pk=play.conversation_id)
    # The acts are done as their person: a token must not reach further than its scopes.
    if not all(actor.has(one.act.right) for one in macro.chosen if one.act):
        raise PermissionDenied

    def act() -> tuple[int, ConversationOut]:
        run = operations.play_macro(macro, conversation, by=actor)
        if run.refused:
            raise Invalid(run.refused[0]["why"])
        left = Conversation.objects.select_related(*SHOWN).get(pk=conversation.pk)
        return 200, show_conversation(left)

    return act_once(request, act)
