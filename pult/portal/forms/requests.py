"""What customers write in the portal: answers, new requests, and how they sign in."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Upload
from pult.gateways.forms.queries import portal_ticket
from pult.inboxes.models import Inbox
from pult.ui.sent_files import SentFilesField

LONGEST_TEXT = 20_000
MOST_FILES = 10


def _message(label: Any, rows: int = 6) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}))


class KeyedForm(forms.Form):
    """A form that counts once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class WritingForm(KeyedForm):
    """Words with files."""

    attachments = SentFilesField(label=_("Files"), required=False, most=MOST_FILES)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files as conversations take them."""
        return tuple(
            Upload(name=one.name, content_type=one.content_type, content=one.content)
            for one in self.cleaned_data["attachments"]
        )


class AnswerForm(WritingForm):
    """An answer in a request."""

    text = _message(_("Your answer"))
    field_order = ("key", "text", "attachments")


class NewRequestForm(WritingForm):
    """Something new."""

    inbox = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=Inbox.objects.none(), empty_label=None
    )
    subject = forms.CharField(label=_("Subject"), max_length=250)
    text = _message(_("Your message"), rows=8)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300, initial=portal_ticket)
    field_order = ("key", "ticket", "inbox", "subject", "text", "attachments")

    def __init__(self, *args: Any, doors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["inbox"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = doors
        field.label_from_instance = lambda door: door.department.name  # type: ignore[assignment]


class ErasureForm(KeyedForm):
    """Somebody wants to be forgotten."""

    words = _message(_("Is there something we should know?"), rows=3)
    sure = forms.BooleanField(
        label=_("Yes, close my account and erase what you know of me"),
        error_messages={"required": _("Please tick that you are sure.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False


class AddressForm(forms.Form):
    """A mail address."""

    address = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class PasswordSignInForm(AddressForm):
    """A mail address and a password."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "username"
