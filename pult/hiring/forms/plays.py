"""The forms of role plays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.hiring.models import RolePlay, StageScene
from pult.hiring.partner import Ending
from pult.hiring.queries import playable
from pult.hiring.types import PlayMode


class SceneForm(forms.Form):
    """Which scene, and how it is played."""

    role_play = forms.ModelChoiceField(
        label=_("Scene"),
        queryset=RolePlay.objects.none(),
        required=False,
        empty_label=_("Whatever fits the skills of this opening best"),
    )
    mode = forms.ChoiceField(label=_("How it is played"), choices=PlayMode.choices)

    def __init__(self, *args: Any, chosen: StageScene | None = None, **kwargs: Any) -> None:
        if chosen is not None:
            kwargs["initial"] = {"role_play": chosen.role_play_id, "mode": chosen.mode}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role_play"]
        field.queryset = playable()


class SayForm(forms.Form):
    """One line of a play."""

    text = forms.CharField(required=False, strip=True)
    key = forms.CharField(required=False, max_length=40)
    seen = forms.IntegerField(required=False, min_value=0)


class EndForm(forms.Form):
    """How a scene ended."""

    ending = forms.ChoiceField(
        choices=[(one.value, one.value) for one in (Ending.GOOD, Ending.SOUR, Ending.STOPPED)]
    )
