"""The forms of notifications: they validate and save nothing."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Wishes
from .types import State, kinds


class ClockField(forms.TimeField):
    """A time of the day, without seconds."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WishesForm(forms.Form):
    """What somebody wants to be told, and when."""

    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    shows_words = forms.BooleanField(required=False)
    also_offline = forms.BooleanField(required=False)
    quiet_from = ClockField(label=_("Quiet from"), required=False)
    quiet_until = ClockField(label=_("Quiet until"), required=False)

    def __init__(self, *args: Any, wishes: Wishes, **kwargs: Any) -> None:
        names = ("shows_words", "also_offline", "quiet_from", "quiet_until")
        kwargs["initial"] = {name: getattr(wishes, name) for name in names}
        super().__init__(*args, **kwargs)
        self.wishes, self.zone = wishes, wishes.person.time_zone.replace("_", " ")
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind.key, kind.label) for kind in kinds()]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, and the two differ."""
        values = self.cleaned_data
        begin: time | None = values.get("quiet_from")
        end: time | None = values.get("quiet_until")
        if (begin is None) != (end is None):
            self.add_error(
                "quiet_until", _("Say when the quiet hours begin and when they end, or leave both empty.")
            )
        elif begin is not None and begin == end:
            self.add_error("quiet_until", _("Quiet hours need some length."))
        return values

    def wished(self) -> dict[str, Any]:
        """The values as the verb takes them: what is off, not what is on."""
        values = dict(self.cleaned_data)
        wanted = values.pop("kinds")
        return values | {"off": [kind.key for kind in kinds() if kind.key not in wanted]}

    def switches(self) -> list[dict[str, Any]]:
        """One switch for each kind."""
        if self.is_bound:
            on = set(self.data.getlist("kinds")) if hasattr(self.data, "getlist") else set()
        else:
            on = {kind.key for kind in kinds() if self.wishes.wants(kind.key)}
        return [
            {"value": kind.key, "text": kind.label, "help": kind.hint, "is_on": kind.key in on}
            for kind in kinds()
        ]


class BrowserForm(forms.Form):
    """What a browser hands over when it allows notices."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_=-]{80,96}$")
    auth = forms.RegexField(r"^[A-Za-z0-9_=-]{20,32}$")


class StateForm(forms.Form):
    """How a notice stands from now on."""

    state = forms.ChoiceField(choices=[(str(state), str(state)) for state in State])


class ReadingForm(forms.Form):
    """When the list was shown that somebody has seen."""

    up_to = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )


class MutingForm(forms.Form):
    """Whether one hears of a thing."""

    is_muted = forms.BooleanField(required=False)
