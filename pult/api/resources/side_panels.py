"""`/side-panels`: what the house's own systems show beside conversations and customers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import Place
from pult.brands import queries as brands
from pult.foundation.errors import Invalid
from pult.panels import operations, queries
from pult.panels.models import SidePanel
from pult.panels.operations.keeping import HEIGHTS, LONGEST_KEPT, MOST_PIECES
from pult.panels.types import Kind, Piece, Right, Shape, State
from pult.workforce.models import Department

router = Router(tags=["side panels"])
LINKED = ("department_ids", "brand_ids", "pieces")


class PieceBody(Schema):
    """What a look-up shows of its answer: under which words, from where, as what."""

    label: str = Field(max_length=80)
    where: str = Field(max_length=200)
    shape: Shape = Shape.TEXT


class PanelWords(Schema):
    """How a panel is. Empty `department_ids` and `brand_ids` mean all of them."""

    name: str = Field(max_length=80)
    address: str = Field(max_length=1000)
    is_active: bool = True
    on_conversations: bool = True
    on_customers: bool = True
    department_ids: list[int] = Field(default=[], max_length=200)
    brand_ids: list[int] = Field(default=[], max_length=200)
    header: str = Field(default="", pattern=r"^([A-Za-z][A-Za-z0-9-]{0,58})?$")
    height: int = Field(default=320, ge=HEIGHTS[0], le=HEIGHTS[1])
    is_signed: bool = False
    keeps_minutes: int = Field(default=5, ge=0, le=LONGEST_KEPT)
    pieces: list[PieceBody] = Field(default=[], max_length=MOST_PIECES)


class SidePanelOut(PanelWords):
    """A panel. Its secret is never shown, only whether there is one."""

    id: int
    kind: Kind
    has_secret: bool


class NewSidePanel(PanelWords):
    """A new panel; its kind never changes."""

    kind: Kind
    secret: str = Field(default="", max_length=500)


class SidePanelChange(Schema):
    """What to change; what is left out stays. An empty `secret` forgets the one that is there."""

    name: str | None = Field(default=None, max_length=80)
    address: str | None = Field(default=None, max_length=1000)
    is_active: bool | None = None
    on_conversations: bool | None = None
    on_customers: bool | None = None
    department_ids: list[int] | None = Field(default=None, max_length=200)
    brand_ids: list[int] | None = Field(default=None, max_length=200)
    header: str | None = Field(default=None, pattern=r"^([A-Za-z][A-Za-z0-9-]{0,58})?$")
    height: int | None = Field(default=None, ge=HEIGHTS[0], le=HEIGHTS[1])
    is_signed: bool | None = None
    keeps_minutes: int | None = Field(default=None, ge=0, le=LONGEST_KEPT)
    pieces: list[PieceBody] | None = Field(default=None, max_length=MOST_PIECES)
    secret: str | None = Field(default=None, max_length=500)


class PanelTrial(Schema):
    """With which customer."""

    customer_id: int


class PanelTrialOut(Schema):
    """How an asking went: where it led, what came back, and its beginning; `why` says what stood in the way."""

    state: State
    address: str
    status: int
    seconds: float
    begins: str
    why: str


def show_panel(row: SidePanel) -> SidePanelOut:
    """A panel with its departments fetched."""
    return SidePanelOut(
        id=row.pk,
        kind=Kind(row.kind),
        has_secret=bool(row.sealed_secret),
        name=row.name,
        address=row.address,
        is_active=row.is_active,
        on_conversations=row.on_conversations,
        on_customers=row.on_customers,
        department_ids=sorted(one.pk for one in row.departments.all()),
        brand_ids=row.brands,
        header=row.header,
        height=row.height,
        is_signed=row.is_signed,
        keeps_minutes=row.keeps_minutes,
        pieces=[PieceBody(label=one.label, where=one.where, shape=one.shape) for one in row.parts],
    )


def seen(request: HttpRequest) -> Any:
    """Every panel, for those who set them up."""
    return SidePanel.objects.visible_to(require(request, Right.MANAGE)).prefetch_related("departments")


def found(request: HttpRequest, panel_id: int) -> SidePanel:
    """One panel."""
    panel: SidePanel = get_object_or_404(seen(request), pk=panel_id)
    return panel


def wanted(request: HttpRequest, words: PanelWords, secret: str | None) -> operations.Wanted:
    """How a panel shall be, with what was named by number."""
    rows = Department.objects.visible_to(require(request, Right.MANAGE))
    departments = list(rows.filter(pk__in=words.department_ids))
    if len(departments) != len(set(words.department_ids)):
        raise Invalid("There is no department with one of these numbers.")
    if not set(words.brand_ids) <= {one.pk for one in brands.every()}:
        raise Invalid("There is no brand with one of these numbers.")
    return operations.Wanted(
        **words.model_dump(include=set(PanelWords.model_fields) - set(LINKED)),
        departments=departments,
        brands=words.brand_ids,
        pieces=[Piece(label=one.label, where=one.where, shape=one.shape) for one in words.pieces],
        secret=secret,
    )


@router.get("/side-panels", response={200: Listing[SidePanelOut], **REFUSALS}, summary="List side panels")
def list_side_panels(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """As they stand below each other."""
    return listing(seen(request), ["position", "id"], show_panel, cursor=cursor, limit=limit)


@router.post("/side-panels", response={201: SidePanelOut, **REFUSALS}, summary="Add a side panel")
def create_side_panel(request: HttpRequest, new: NewSidePanel) -> HttpResponse:
    """It stands below the others."""
    how = wanted(request, new, new.secret or None)

    def act() -> tuple[int, SidePanelOut]:
        made = operations.add_panel(new.kind, wanted=how, by=require(request, Right.MANAGE))
        return 201, show_panel(made)

    return act_once(request, act)


@router.get("/side-panels/{panel_id}", response={200: SidePanelOut, **REFUSALS}, summary="Read a side panel")
def read_side_panel(request: HttpRequest, panel_id: int) -> SidePanelOut:
    """One panel, without its secret."""
    return show_panel(found(request, panel_id))


@router.patch(
    "/side-panels/{panel_id}", response={200: SidePanelOut, **REFUSALS}, summary="Change a side panel"
)
def update_side_panel(request: HttpRequest, panel_id: int, change: SidePanelChange) -> HttpResponse:
    """What is left out stays; what was kept of its answers is forgotten."""
    panel = found(request, panel_id)
    now = show_panel(panel).model_dump(include=set(PanelWords.model_fields))
    given = change.model_dump(exclude_none=True, exclude={"secret"})
    how = wanted(request, PanelWords(**{**now, **given}), change.secret)

    def act() -> tuple[int, SidePanelOut]:
        operations.change_panel(panel, wanted=how, by=require(request, Right.MANAGE))
        return 200, show_panel(found(request, panel_id))

    return act_once(request, act)


@router.post(
    "/side-panels/{panel_id}/place", response={200: SidePanelOut, **REFUSALS}, summary="Move a side panel"
)
def create_side_panel_place(request: HttpRequest, panel_id: int, place: Place) -> HttpResponse:
    """Show it one place further up, or down."""
    panel = found(request, panel_id)

    def act() -> tuple[int, SidePanelOut]:
        operations.move_panel(panel, earlier=place.is_earlier, by=require(request, Right.MANAGE))
        return 200, show_panel(found(request, panel_id))

    return act_once(request, act)


@router.post(
    "/side-panels/{panel_id}/trials", response={200: PanelTrialOut, **REFUSALS}, summary="Try a side panel"
)
def create_side_panel_trial(request: HttpRequest, panel_id: int, trial: PanelTrial) -> PanelTrialOut:
    """Ask the other system about a customer now; nothing is kept, and no failure is counted."""
    panel = found(request, panel_id)
    about = queries.customer_meant(require(request, Right.MANAGE), str(trial.customer_id))
    if about is None:
        raise Invalid("There is no customer with this number that you may see.")
    asked = operations.try_out(panel, about)
    return PanelTrialOut(
        state=asked.state,
        address=asked.address,
        status=asked.status,
        seconds=asked.seconds,
        begins=asked.begins,
        why=asked.why,
    )


@router.delete("/side-panels/{panel_id}", response={204: None, **REFUSALS}, summary="Remove a side panel")
def delete_side_panel(request: HttpRequest, panel_id: int) -> Status[None]:
    """With its secret and what it has said."""
    operations.remove_panel(found(request, panel_id), by=require(request, Right.MANAGE))
    return Status(204, None)
