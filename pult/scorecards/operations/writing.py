"""Writing the content of a draft down, and reading what a version says."""

from pult.foundation.errors import Invalid
from pult.foundation.text.spoken import said
from pult.scorecards.content import Content, CriterionContent, SectionContent
from pult.scorecards.models import Criterion, Section, Version
from pult.scorecards.types import Critical, Evidence, Kind
from pult.skills.models import Skill

LONGEST_TITLE, LONGEST_TEXT = 200, 2_000


def write(version: Version, content: Content) -> None:
    """Put sections and criteria into an empty draft."""
    skills = {skill.key: skill.pk for skill in Skill.objects.all()}
    for place, section in enumerate(content.sections, start=1):
        row = Section.objects.create(
            version=version, key=section.key, position=place, titles=section.titles, helps=section.helps
        )
        Criterion.objects.bulk_create(
            Criterion(version=version, section=row, position=at, **columns(one, skills))
            for at, one in enumerate(section.criteria, start=1)
        )


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
        sections=tuple(
            SectionContent(
                key=section.key,
                titles=section.titles,
                helps=section.helps,
                criteria=tuple(criterion_content(one) for one in section.criteria.all()),
            )
            for section in version.sections.all()
        ),
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


def cleaned(words: dict[str, str]) -> dict[str, str]:
    """Without languages in which nothing is written."""
    return {language: text.strip() for language, text in words.items() if text.strip()}


def titled(words: dict[str, str], refusal: str) -> dict[str, str]:
    """A title, in one language at least and not too long."""
    found = cleaned(words)
    if not said(found) or max(map(len, found.values())) > LONGEST_TITLE:
        raise Invalid(refusal)
    return found
