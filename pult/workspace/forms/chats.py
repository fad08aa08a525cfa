"""The forms about live chats."""

from django import forms


class RoomForm(forms.Form):
    """Whether one takes chats, and whether they are heard."""

    is_taking = forms.BooleanField(required=False)
    is_audible = forms.BooleanField(required=False)
