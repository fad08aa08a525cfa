"""Asking somebody else beside a conversation: whom, what, and what they may see of it."""

from collections.abc import Iterable
from email.utils import getaddresses
from typing import Any
from uuid import uuid4

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Attachment, Message
from pult.conversations.operations import Asked
from pult.conversations.types import Upload
from pult.foundation.files.operations import read

from .splitting import line_of
from .writing import LONGEST_TEXT, MOST_FILES, FilesField


class WriteInSideForm(forms.Form):
    """What is written to those who take part."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attachments = FilesField(label=_("Attachments"), required=False)
    passed_on = forms.ModelMultipleChoiceField(
        label=_("Files of the conversation to send along"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    client_key = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, initial=lambda: uuid4().hex
    )

    def __init__(self, *args: Any, files: Iterable[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passed_on"].queryset = files  # type: ignore[attr-defined]
        self.fields["passed_on"].label_from_instance = _named  # type: ignore[attr-defined]
        if not files:
            del self.fields["passed_on"]

    @property
    def uploads(self) -> list[Upload]:
        """What was attached, and what was chosen to be passed on."""
        passed_on = list(self.cleaned_data.get("passed_on") or [])[:MOST_FILES]
        return [
            *self.cleaned_data["attachments"],
            *(
                Upload(name=one.name, content_type=one.file.content_type, content=read(one.file))
                for one in passed_on
            ),
        ]


class SideForm(WriteInSideForm):
    """The first message, and to whom it goes."""

    to = forms.CharField(
        label=_("To"),
        max_length=2000,
        help_text=_("One address or several with commas. They read only what is written or chosen here."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "email", "list": "known-addresses"}
        ),
    )
    subject = forms.CharField(label=_("Subject"), max_length=250)
    quotes = forms.TypedMultipleChoiceField(
        label=_("Messages of the conversation to quote"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you write to reads them below your text."),
    )
    opens_parent = forms.BooleanField(
        label=_("Open the conversation when they answer"), required=False, initial=True
    )
    field_order = ("to", "subject", "text", "quotes", "passed_on", "attachments", "opens_parent")

    def __init__(self, *args: Any, said: Iterable[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quotes"].choices = [(one.pk, line_of(one)) for one in said]  # type: ignore[attr-defined]

    def clean_to(self) -> list[Asked]:
        given = getaddresses([self.cleaned_data["to"].replace(";", ",")])
        return [Asked(address=address, name=name) for name, address in given if address or name]


def _named(one: Attachment) -> str:
    return f"{one.name} ({filesizeformat(one.file.size)})"
