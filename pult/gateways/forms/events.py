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
    """Somebody was shown articles while they filled in a form; it is known how that ended."""

    name: ClassVar[str] = "contact_form.visit_ended"
    about: ClassVar[str] = "contact_form"
    contact_form_id: int
    visit: str
    inbox_id: int
    department_id: int
    is_deflected: bool
