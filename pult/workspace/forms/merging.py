"""Into which conversation another one is merged."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation, ConversationQuerySet
from pult.foundation.errors import Invalid


class MergeForm(forms.Form):
    """One of those that are likely, or any other by its number."""

    likely = forms.ChoiceField(label=_("Goes on in"), required=False)
    number = forms.IntegerField(label=_("Or by its number"), required=False, min_value=1, max_value=2**62)

    def __init__(
        self, *args: Any, others: Iterable[Conversation], seen: ConversationQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        self.fields["likely"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"#{one.pk} {one.subject}") for one in others
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.get("number") or given.get("likely")
        found = self.seen.filter(pk=number).first() if number else None
        if found is None:
            raise Invalid(_("There is no such conversation."))
        return given | {"into": found}
