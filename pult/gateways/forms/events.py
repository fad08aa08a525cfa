"""What the form door announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ContactFormChanged(Event):
    """A contact form was made or changed."""

    name: ClassVar[str] = "contact_form.changed"
    about: ClassVar[str] = "contact_form"
    contact_form_id: int


@dataclass(frozen=True, kw_only=True)
class FormVisitEnded(Event):
    """Somebody was shown articles while they wrote; it is known how that ended. The portal's page has no form."""

    name: ClassVar[str] = "contact_form.visit_ended"
    about: ClassVar[str] = "contact_form"
    contact_form_id: int | None
    visit: str
    inbox_id: int | None
    department_id: int | None
    is_deflected: bool
