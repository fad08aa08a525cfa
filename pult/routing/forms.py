"""The forms of routing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .types import Method


class RoutingForm(forms.Form):
    """How one department gives out its work."""

    method = forms.TypedChoiceField(label=_("Method"), choices=Method.choices, coerce=Method)
