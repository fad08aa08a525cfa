"""What the stories about hiring begin with: a door for candidates, an opening that is published, people who apply."""

from pult.conversations.types import Upload
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.hiring import operations as hiring
from pult.hiring.models import Application, HiringSettings, Opening
from pult.hiring.operations import Form, Sent, Texts
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Purpose
from pult.skills import operations as skills
from pult.skills.models import Profile
from tests.scene import scene

APPLICANT = Actor(kind=Kind.CANDIDATE)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def open_door(kettle) -> HiringSettings:
    """The inbox from which letters to candidates go out."""
    inbox = inboxes.open_inbox(
        "Kettle jobs",
        address="jobs@kettle.example",
        department=kettle.support,
        purpose=Purpose.HIRING,
        by=SYSTEM,
    )
    return hiring.change_settings(inbox=inbox, by=SYSTEM)


def profile() -> Profile:
    """The hiring profile that came with Pult."""
    if not Profile.objects.exists():
        skills.renew_catalogue()
    return Profile.objects.earliest("position", "pk")


def drafted(kettle, **values) -> Opening:
    """Hana writes an opening."""
    texts = Texts(
        titles={
            "en": "Customer service agent",
            "hr": "Agent korisničke službe",
            "sr-latn": "Agent korisničke podrške",
        },
        summaries={"en": "Help people whose kettle leaks."},
        tasks={"en": "Answer letters and calls.", "hr": "Odgovarati na pisma i pozive."},
    )
    return hiring.draft_opening(
        texts, department=kettle.support, by=kettle.hana.actor, profile=profile(), places=["Zagreb"], **values
    )


@scene
def published(kettle, **values) -> Opening:
    """… Mila approves it, and it stands on the careers site."""
    if HiringSettings.objects.filter(inbox__isnull=False).first() is None:
        open_door(kettle)
    opening = drafted(kettle, **values)
    hiring.request_approval(opening, by=kettle.hana.actor)
    hiring.approve(opening, by=kettle.mila.actor)
    hiring.publish_opening(opening, by=kettle.hana.actor)
    return opening


def applies(
    opening: Opening, name: str = "Petra Kovač", email: str = "petra@example.org", **more
) -> Application:
    """Somebody fills in the form."""
    at = more.pop("at", None)
    cv = Sent(upload=Upload(name="cv.pdf", content_type="application/pdf", content=PDF + name.encode()))
    values = {"language": "hr", "files": (cv,), "answers": (("Why with us?", "I like kettles."),), **more}
    return hiring.apply(opening, Form(name=name, email=email, **values), by=APPLICANT, at=at)
