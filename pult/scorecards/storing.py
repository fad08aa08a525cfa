"""Between what a version says as a value and its rows."""

from pult.foundation.errors import Invalid

from .content import Content, CriterionContent, SectionContent
from .models import Criterion, Section, Version
from .types import Critical, Evidence, Kind


def columns(content: CriterionContent, skills: dict[str, int]) -> dict[str, object]:
    """One criterion as its columns."""
    if content.skill and content.skill not in skills:
        raise Invalid(f"There is no skill with the key {content.skill}.")
    return {
        "key": content.key,
        "kind": content.kind,
        "titles": content.titles,
        "helps": content.helps,
        "skill_id": skills.get(content.skill),
        "weight": content.weight,
        "lowest": content.lowest,
        "highest": content.highest,
        "low_until": content.low_until,
        "anchors": content.anchors,
        "causes": content.causes,
        "may_skip": content.may_skip,
        "evidence": content.evidence,
        "critical": content.critical,
    }


def content_of(version: Version) -> Content:
    """Everything that a version says, as a value; fetch with `whole()` before."""
    return Content(
        titles=version.titles,
        intros=version.intros,
        sections=tuple(section_content(section) for section in version.sections.all()),
    )


def section_content(section: Section) -> SectionContent:
    """One section as a value; fetch its criteria in order before."""
    return SectionContent(
        key=section.key,
        titles=section.titles,
        helps=section.helps,
        criteria=tuple(criterion_content(one) for one in section.criteria.all()),
    )


def criterion_content(row: Criterion) -> CriterionContent:
    """One criterion as a value."""
    return CriterionContent(
        key=row.key,
        titles=row.titles,
        helps=row.helps,
        kind=Kind(row.kind),
        skill=row.skill.key if row.skill else "",
        weight=row.weight,
        lowest=row.lowest,
        highest=row.highest,
        low_until=row.low_until,
        anchors=row.anchors,
        causes=row.causes,
        may_skip=row.may_skip,
        evidence=Evidence(row.evidence),
        critical=Critical(row.critical),
    )
