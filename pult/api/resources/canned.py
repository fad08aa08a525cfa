"""`/canned-replies`: texts that are written once and said often."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pult.accounts.types import Language
from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import Reach, Reached, owners, show_reach
from pult.conversations import operations
from pult.conversations.models import CannedReply
from pult.conversations.types import Right

router = Router(tags=["canned replies"])
Text = Annotated[str, Field(max_length=20_000)]


class CannedOut(Schema):
    """A canned reply: its texts by language, with variables such as `{customer.name}` as they are written."""

    id: int
    name: str
    shortcut: str
    reach: Reach
    department_id: int | None
    texts: dict[Language, str]
    files: list[str]
    used: int


class NewCanned(Reached):
    """A new canned reply; for oneself unless `reach` says otherwise. Without a shortcut one is made of the name."""

    name: str = Field(min_length=1, max_length=80)
    shortcut: str = Field(default="", max_length=30)
    texts: dict[Language, Text]


class CannedChange(Reached):
    """What to change; what is left out stays. `texts` are all of them."""

    name: str | None = Field(default=None, min_length=1, max_length=80)
    shortcut: str | None = Field(default=None, max_length=30)
    texts: dict[Language, Text] | None = None


def show_canned(row: CannedReply) -> CannedOut:
    """A canned reply with its files fetched."""
    return CannedOut(
        id=row.pk,
        name=row.name,
        shortcut=row.shortcut,
        **show_reach(row),
        texts=row.texts,
        files=[one.name for one in row.files.all()],
        used=row.used,
    )


def changeable(request: HttpRequest, canned_id: int) -> CannedReply:
    """One that the caller may change."""
    rows = CannedReply.objects.changeable_by(require(request, Right.REPLY))
    return get_object_or_404(rows.select_related("owner", "department"), pk=canned_id)


@router.get("/canned-replies", response={200: Listing[CannedOut], **REFUSALS}, summary="List canned replies")
def list_canned(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """One's own, those of one's departments and those for everybody, by name."""
    rows = CannedReply.objects.visible_to(require(request, Right.READ)).prefetch_related("files")
    return listing(rows, ["name", "id"], show_canned, cursor=cursor, limit=limit)


@router.post("/canned-replies", response={201: CannedOut, **REFUSALS}, summary="Write a canned reply")
def create_canned(request: HttpRequest, new: NewCanned) -> HttpResponse:
    """For oneself, for a department or for everybody."""
    actor = require(request, Right.REPLY)
    values: dict[str, Any] = {
        **new.model_dump(include={"name", "shortcut", "texts"}),
        **owners(request, new, shares=Right.SHARE_REPLIES),
    }

    def act() -> tuple[int, CannedOut]:
        return 201, show_canned(operations.save_canned_reply(CannedReply(), **values, by=actor))

    return act_once(request, act)


@router.get(
    "/canned-replies/{canned_id}", response={200: CannedOut, **REFUSALS}, summary="Read a canned reply"
)
def read_canned(request: HttpRequest, canned_id: int) -> CannedOut:
    """One canned reply with its texts."""
    rows = CannedReply.objects.visible_to(require(request, Right.READ))
    return show_canned(get_object_or_404(rows, pk=canned_id))


@router.patch(
    "/canned-replies/{canned_id}", response={200: CannedOut, **REFUSALS}, summary="Change a canned reply"
)
def update_canned(request: HttpRequest, canned_id: int, change: CannedChange) -> HttpResponse:
    """What is left out stays, its files too."""
    reply = changeable(request, canned_id)
    values: dict[str, Any] = {
        **{name: getattr(reply, name) for name in ("name", "shortcut", "texts")},
        **change.model_dump(include={"name", "shortcut", "texts"}, exclude_none=True),
        **owners(request, change, shares=Right.SHARE_REPLIES, now=reply),
    }

    def act() -> tuple[int, CannedOut]:
        by = require(request, Right.REPLY)
        return 200, show_canned(operations.save_canned_reply(reply, **values, by=by))

    return act_once(request, act)


@router.delete(
    "/canned-replies/{canned_id}", response={204: None, **REFUSALS}, summary="Remove a canned reply"
)
def delete_canned(request: HttpRequest, canned_id: int) -> Status[None]:
    """What was said with it stays as it is."""
    operations.drop_canned_reply(changeable(request, canned_id), by=require(request, Right.REPLY))
    return Status(204, None)
