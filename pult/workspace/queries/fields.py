"""What is asked of a conversation, beside it: its type, and the fields that its form shows now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pult.conversations.models import Conversation
from pult.fields.queries import AskedForm, Line, catalogue, catalogue_of, lines_of, values_of
from pult.fields.types import AskedType, Audience, Catalogue, missing, shown


@dataclass(frozen=True)
class Beside:
    """The type and the fields of a conversation. Values are read when they are drawn: what was drawn once is kept."""

    conversation: Conversation
    known: Catalogue
    edition: int | None

    @property
    def types(self) -> list[AskedType]:
        """What can be chosen, and what is, of one that is archived as well."""
        chosen = self.known.type(self.conversation.type_id)
        offered = list(self.known.offered)
        return offered if chosen is None or chosen in offered else [chosen, *offered]

    @cached_property
    def form(self) -> AskedForm:
        """The fields that are shown, each with what is written in it."""
        asked = self.known.form(self.conversation.type_id)
        values = values_of(Audience.CONVERSATION, self.conversation.pk) if asked else {}
        visible = shown(asked, values)
        lacking = {one.key for one in missing(asked, values)}
        form = AskedForm(asked=[one for one in asked if one.key in visible], values=values, auto_id="side-%s")
        form.lacking = lacking
        return form


def beside(conversation: Conversation) -> Beside | None:
    """What stands beside a conversation that was opened; nothing where the department asks for nothing."""
    edition: int | None = getattr(conversation, "fields_edition", None)
    known = catalogue_of(edition)
    return Beside(conversation, known, edition) if known.has_forms else None


def own_form(audience: Audience, thing_id: int, *sent: Any) -> AskedForm | None:
    """The fields of a customer or a company as a form; none where the department asks for nothing."""
    asked = catalogue().of(audience)
    return AskedForm(*sent, asked=asked, values=values_of(audience, thing_id)) if asked else None


@dataclass(frozen=True, kw_only=True)
class Own:
    """What is known of a customer or a company, in words."""

    lines: list[Line]
    href: str = ""


def own_of(audience: Audience, thing_id: int, *, number: int | None = None, href: str = "") -> Own | None:
    """What is written in the fields of a customer or a company; none where the department asks for nothing."""
    asked = (catalogue() if number is None else catalogue_of(number)).of(audience)
    if not asked:
        return None
    return Own(lines=lines_of(asked, values_of(audience, thing_id)), href=href)
