"""Writing the content of a draft down."""

from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import cleaned, said
from pult.scorecards.content import Content
from pult.scorecards.models import Criterion, Section, Version
from pult.scorecards.storing import columns
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


def titled(words: dict[str, str], refusal: str) -> dict[str, str]:
    """A title, in one language at least and not too long."""
    found = cleaned(words)
    if not said(found) or max(map(len, found.values())) > LONGEST_TITLE:
        raise Invalid(refusal)
    return found
