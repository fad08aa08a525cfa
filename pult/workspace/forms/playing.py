"""What comes in from the panel of a guided script."""

from django import forms


class BeginForm(forms.Form):
    """Which script to begin."""

    script = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class SeenForm(forms.Form):
    """How many answers the screen showed."""

    seen = forms.IntegerField(min_value=0, max_value=1000)


class AnswerForm(SeenForm):
    """What was chosen; what was filled in comes as `blank-…`."""

    choice = forms.CharField(max_length=40, required=False)
