"""What is asked of a conversation, beside it: its type, and the fields that its form shows now."""

from dataclasses import dataclass
from functools import cached_property

from pult.conversations.models import Conversation
from pult.fields.queries import AskedForm, catalogue_of, values_of
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
