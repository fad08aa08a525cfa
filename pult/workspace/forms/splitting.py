"""Which messages begin a conversation of their own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Message

LINE = 90


class SplitForm(forms.Form):
    """Some of the conversation's messages, and the name of the new one."""

    subject = forms.CharField(label=_("Subject"), max_length=250)
    messages = forms.TypedMultipleChoiceField(
        label=_("What goes there"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one message at least.")},
    )

    def __init__(self, *args: Any, said: Iterable[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].choices = [(one.pk, line_of(one)) for one in said]  # type: ignore[attr-defined]

    @property
    def is_possible(self) -> bool:
        """Whether something could go and something stay."""
        return len(self.fields["messages"].choices) > 1  # type: ignore[attr-defined]


def line_of(message: Message) -> str:
    """Who wrote when, and how it begins."""
    when = date_format(localtime(message.at), "SHORT_DATETIME_FORMAT")
    text = " ".join(message.text.split())
    return f"{message.author_name}, {when}: {text[:LINE]}{'…' if len(text) > LINE else ''}"
