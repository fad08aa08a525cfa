"""Writing the content of a draft down."""

from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import cleaned, said
from pult.scorecards.content import Content, CriterionContent, SectionContent, fingerprint
from pult.scorecards.errors import ChangedElsewhere, NeverChanges
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


def lock_draft(version: Version) -> None:
    """Whoever writes in a draft does so one after the other; what is published cannot be written in."""
    rows = Version.objects.select_for_update(no_key=True).filter(pk=version.pk, published_at=None)
    if not rows.values_list("pk", flat=True).first():
        raise NeverChanges(_("A published version never changes. Edit the scorecard to write the next one."))


def must_stand_as(over: object, now: object) -> None:
    """Refuse to write over what somebody else wrote after this writer looked; without `over` nobody asks."""
    if over is not None and over != now:
        raise ChangedElsewhere(_("Somebody else has changed this meanwhile. Nothing of theirs was lost."))


def must_be_seen(seen: str, now: SectionContent | CriterionContent | Content) -> None:
    """Refuse to take something out that somebody else has changed since it was looked at."""
    if seen and seen != fingerprint(now):
        raise ChangedElsewhere(_("Somebody else has changed this meanwhile. Look at it again first."))


def titled(words: dict[str, str], refusal: str) -> dict[str, str]:
    """A title, in one language at least and not too long."""
    found = cleaned(words)
    if not said(found) or max(map(len, found.values())) > LONGEST_TITLE:
        raise Invalid(refusal)
    return found
