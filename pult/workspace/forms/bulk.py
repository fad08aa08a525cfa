"""The form of acts on many conversations: whatever is filled in is done to all of them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pult.conversations.queries import Act, Value, acts
from pult.foundation.actors import Actor

LEFT = ("", _("Leave as it is"))


class BulkForm(forms.Form):
    """One field for each act that this person may do; what is left empty stays as it is."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in acts(actor):
            self.fields[act.key] = field_for(act, actor)

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What was filled in, as the verb takes it."""
        given = ((key, self.cleaned_data.get(key)) for key in self.fields)
        return [
            (key, value.isoformat() if hasattr(value, "isoformat") else str(value))
            for key, value in given
            if value
        ]


def chosen_in(given: QueryDict) -> list[int]:
    """The conversations that were ticked."""
    return [
        int(key) for key in given.getlist("c")[:1000] if key.isascii() and key.isdigit() and len(key) < 16
    ]


def field_for(act: Act, actor: Actor) -> forms.Field:
    """The control of an act, as the act itself describes its value."""
    if act.options is not None:
        return forms.ChoiceField(label=str(act.label), choices=[LEFT, *act.options(actor)], required=False)
    if act.value == Value.MOMENT:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(label=str(act.label), required=False, widget=widget)
    return forms.CharField(label=str(act.label), required=False, max_length=500, help_text=str(act.hint))
