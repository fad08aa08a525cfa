"""The forms of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.feedback.types import LONGEST_COMMENT, Score


class RatingForm(forms.Form):
    """One of five answers. `automatic` says that a script sent it for a link that somebody opened."""

    score = forms.TypedChoiceField(choices=Score.choices, coerce=lambda value: Score(int(value)))
    automatic = forms.BooleanField(required=False)


class CommentForm(forms.Form):
    """Some words about it."""

    comment = forms.CharField(
        label=_("What should we know?"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
