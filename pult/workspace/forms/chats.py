"""The forms about live chats."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RoomForm(forms.Form):
    """Whether one takes chats, and whether they are heard."""

    is_taking = forms.BooleanField(required=False)
    is_audible = forms.BooleanField(required=False)


class CopyForm(forms.Form):
    """Where a copy of a chat goes."""

    to = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autofocus": True}))


class WhisperForm(forms.Form):
    """What a supervisor whispers to whoever serves a chat."""

    text = forms.CharField(max_length=20_000)
