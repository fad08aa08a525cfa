"""Making guided scripts: a tree of steps in the data of a document, with an outline that can be read and compared."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.knowledge.models import Draft, Revision, Translation
from pult.knowledge.outline import outline
from pult.knowledge.types import Audience, Change, DocumentKind
from pult.knowledge.types.scripts import MOST_CHOICES, MOST_STEPS, Script, Step
from pult.workforce.models import Department

from .publishing import publish
from .writing import save_draft, write


@transaction.atomic
def write_script(
    title: str,
    *,
    by: Actor,
    language: str = "en",
    script: Script | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> Translation:
    """Begin a guided script; without steps it has one to start with."""
    if not title.strip():
        raise Invalid(_("Please give the script a name."))
    made = script or Script(start="s1", steps=(Step(key="s1", title=_("Beginning")),))
    return write(
        title,
        kind=DocumentKind.SCRIPT,
        language=language,
        body=outline(made),
        data=made.as_json(),
        audience=Audience.DEPARTMENT if department else Audience.STAFF,
        department=department,
        by=by,
        at=at,
    )


@transaction.atomic
def change_script(
    translation: Translation,
    script: Script,
    *,
    by: Actor,
    title: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Draft:
    """Keep the steps of a script as a draft; those who play it see nothing before it is published."""
    if len(script.steps) > MOST_STEPS or any(len(step.choices) > MOST_CHOICES for step in script.steps):
        raise Invalid(_("A script has at most 120 steps, and a step at most 12 choices."))
    return save_draft(
        translation,
        title=title or _title_of(translation),
        body=outline(script),
        data=script.as_json(),
        seen=seen,
        by=by,
        at=at,
    )


@transaction.atomic
def publish_script(
    translation: Translation, *, by: Actor, note: str = "", at: datetime | None = None
) -> Revision:
    """Let everybody play the draft. A script that cannot be brought to its end is not published."""
    return publish(translation, note=note, change=Change.NORMAL, by=by, at=at)


def script_of(translation: Translation) -> Script:
    """The steps as they are being written, else as they are published."""
    draft = Draft.objects.filter(translation=translation).first()
    held = draft or translation.published
    return Script.read(held.data if held else None)


def _title_of(translation: Translation) -> str:
    draft = Draft.objects.filter(translation=translation).first()
    return draft.title if draft else translation.title
