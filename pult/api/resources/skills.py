"""`/skills`, and what is known about the skills of a member."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from pult.api.acting import REFUSALS, Listing, actor_of, listing, require
from pult.api.people import EvidenceOut, KnownOut, SkillOut, show_evidence, show_known, show_skill
from pult.skills import queries
from pult.skills.models import Evidence, Holder, Skill
from pult.skills.types import Right

router = Router(tags=["skills"])


@router.get("/skills", response={200: Listing[SkillOut], **REFUSALS}, summary="List skills")
def list_skills(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """The catalogue, retired skills as well."""
    rows = Skill.objects.visible_to(require(request, Right.READ))
    return listing(rows, ["id"], show_skill, cursor=cursor, limit=limit)


@router.get(
    "/members/{member_id}/skills",
    response={200: list[KnownOut], **REFUSALS},
    summary="Read what is known about a member's skills",
)
def read_skills(request: HttpRequest, member_id: int) -> list[KnownOut]:
    """An estimate with its interval for each skill of which there is evidence that the caller may see."""
    known = queries.known_of(holder(request, member_id), actor=actor_of(request))
    return [show_known(one) for one in known]


@router.get(
    "/members/{member_id}/evidence",
    response={200: Listing[EvidenceOut], **REFUSALS},
    summary="List the evidence of a member's skills",
)
def list_evidence(
    request: HttpRequest,
    member_id: int,
    skill: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> HttpResponse:
    """The ledger, the newest observation first. What hiring found out needs a right of its own."""
    who = holder(request, member_id)
    rows = Evidence.objects.visible_to(actor_of(request)).filter(holder=who).select_related("skill")
    if skill is not None:
        rows = rows.filter(skill__key=skill)
    return listing(rows, ["-observed_at", "-id"], show_evidence, cursor=cursor, limit=limit)


def holder(request: HttpRequest, member_id: int) -> Holder:
    """Whoever holds this member's skills, if the caller may read about them."""
    actor = require(request, Right.READ)
    return get_object_or_404(Holder.objects.visible_to(actor).members(), person_id=member_id)
