"""What people fill in to connect a mailbox."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.actors import Actor

from .models import MailAccount, MailProvider
from .types import Afterwards, Backlog, ProviderKind, Security, Server


@dataclass(frozen=True)
class Preset:
    """Where the mailboxes of a provider are, and what one should know before."""

    key: str
    name: str
    host: str
    port: int = 993
    security: Security = Security.TLS
    hint: Any = ""
    provider: ProviderKind | None = None


APP_PASSWORD = gettext_lazy(
    "This provider wants a password of its own for each program, an app password. "
    "Make one in the account's security settings."
)
NO_PASSWORDS = gettext_lazy("Microsoft 365 takes no passwords over IMAP. Pult signs in at Microsoft instead.")
BRIDGE = gettext_lazy("Proton Mail needs its Bridge, a program that runs in your own network.")

PRESETS = (
    Preset("gmail", "Gmail", "imap.gmail.com", hint=APP_PASSWORD, provider=ProviderKind.GOOGLE),
    Preset(
        "microsoft",
        "Microsoft 365",
        "outlook.office365.com",
        hint=NO_PASSWORDS,
        provider=ProviderKind.MICROSOFT,
    ),
    Preset("icloud", "iCloud", "imap.mail.me.com", hint=APP_PASSWORD),
    Preset("yahoo", "Yahoo", "imap.mail.yahoo.com", hint=APP_PASSWORD),
    Preset("fastmail", "Fastmail", "imap.fastmail.com", hint=APP_PASSWORD),
    Preset("zoho", "Zoho", "imap.zoho.eu"),
    Preset("gmx", "GMX", "imap.gmx.net"),
    Preset("proton", "Proton", "127.0.0.1", 1143, Security.STARTTLS, BRIDGE),
)


PASSWORD = "password"  # noqa: S105 - a way in
# What a form says, as a session keeps it while its sender is away at a provider.
CARRIED = (
    "host", "port", "security", "user", "folder", "afterwards", "moved_to", "backlog", "backlog_days", "way",
)  # fmt: skip


def preset_named(key: str) -> Preset | None:
    """A provider by its key."""
    return next((one for one in PRESETS if one.key == key), None)


class MailboxForm(forms.Form):
    """Where a mailbox is, how to get in, what is taken and what becomes of it there."""

    host = forms.RegexField(
        regex=r"^[A-Za-z0-9.:_\-]+$",
        label=gettext_lazy("Server"),
        max_length=253,
        help_text=gettext_lazy("For example imap.example.org, without anything before or behind it."),
    )
    port = forms.IntegerField(label=gettext_lazy("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(label=gettext_lazy("Encryption"), choices=Security.choices)
    user = forms.CharField(label=gettext_lazy("User name"), max_length=254)
    way = forms.ChoiceField(label=gettext_lazy("How Pult gets in"))
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-when": f"way={PASSWORD}"}),
    )
    folder = forms.CharField(label=gettext_lazy("Folder"), max_length=250, initial="INBOX")
    afterwards = forms.ChoiceField(
        label=gettext_lazy("Fetched mail on the server"), choices=Afterwards.choices
    )
    moved_to = forms.CharField(
        label=gettext_lazy("Folder for fetched mail"),
        max_length=250,
        required=False,
        widget=forms.TextInput(attrs={"data-when": f"afterwards={Afterwards.MOVE}"}),
        help_text=gettext_lazy("Only where fetched mail is moved. The folder must be there."),
    )
    backlog = forms.ChoiceField(
        label=gettext_lazy("What is there already"),
        choices=Backlog.choices,
        help_text=gettext_lazy(
            "An archive is closed from the start: with its own dates, without automatic replies, deadlines or notices."
        ),
    )
    backlog_days = forms.IntegerField(
        label=gettext_lazy("How many days"),
        min_value=1,
        max_value=3650,
        initial=30,
        required=False,
        widget=forms.NumberInput(attrs={"data-when": f"backlog={Backlog.DAYS}"}),
    )

    def __init__(
        self,
        *args: Any,
        account: MailAccount | None,
        actor: Actor,
        preset: Preset | None = None,
        user: str = "",
        **kwargs: Any,
    ) -> None:
        self.account = account
        self.providers = {one.kind: one for one in MailProvider.objects.visible_to(actor).order_by("kind")}
        kwargs["initial"] = self._initial(preset, user)
        super().__init__(*args, **kwargs)
        if account is not None and account.sealed_password:
            self.fields["password"].help_text = _("Leave it empty to keep the one that is there.")
        if self.providers:
            asked = [
                (kind, _("Signed in at %(name)s") % {"name": one}) for kind, one in self.providers.items()
            ]
            self.fields["way"] = forms.ChoiceField(
                label=self.fields["way"].label, choices=[(PASSWORD, _("With a password")), *asked]
            )
        else:
            del self.fields["way"]
            self.fields["password"].widget.attrs.pop("data-when")

    def clean(self) -> dict[str, Any]:
        """What belongs together is there together; a kept password goes to nobody but its own server."""
        given = super().clean() or {}
        given.setdefault("way", PASSWORD)
        if given.get("afterwards") == Afterwards.MOVE and not given.get("moved_to"):
            self.add_error("moved_to", _("Say to which folder fetched mail is moved."))
        if given.get("afterwards") == Afterwards.MOVE and given.get("moved_to") == given.get("folder"):
            self.add_error("moved_to", _("This is the folder that is read. Choose another one."))
        if given.get("backlog") == Backlog.DAYS and not given.get("backlog_days"):
            self.add_error("backlog_days", _("Say how many days."))
        if given["way"] == PASSWORD and not given.get("password") and not self._may_use_kept(given):
            self.add_error("password", _("Enter the password of this mailbox."))
        return given

    @property
    def provider(self) -> MailProvider | None:
        """At which provider its owner is asked, if that is the way in."""
        return self.providers.get(self.cleaned_data["way"])

    @property
    def needs_consent(self) -> bool:
        """Whether its owner has to say yes first: to another mailbox than before, in another way, or once more."""
        return self.provider is not None and (
            "again" in self.data or not self._may_use_kept(self.cleaned_data)
        )

    @property
    def server(self) -> Server:
        """How to get in, as it was filled in; by a kept consent without its token."""
        given = self.cleaned_data
        kept = self.account.server.password if self.account else ""
        return Server(
            host=given["host"],
            port=given["port"],
            security=Security(given["security"]),
            user=given["user"],
            password="" if self.provider else given["password"] or kept,
            folder=given["folder"],
            moved_to=given["moved_to"] if given["afterwards"] == Afterwards.MOVE else "",
        )

    def server_with(self, token: str) -> Server:
        """How to get in with what a provider has just given."""
        return replace(self.server, token=token)

    @property
    def choices(self) -> dict[str, Any]:
        """What is taken and what becomes of it, as the verb takes it."""
        given = self.cleaned_data
        return {
            "afterwards": given["afterwards"],
            "backlog": given["backlog"],
            "backlog_days": given["backlog_days"] or 30,
        }

    @property
    def carried(self) -> dict[str, Any]:
        """What was filled in, for the time while its sender is away: no password."""
        return {name: self.cleaned_data.get(name) for name in CARRIED}

    def _initial(self, preset: Preset | None, user: str) -> dict[str, Any]:
        """What the mailbox says, or what is known of the provider."""
        values: dict[str, Any] = {"user": user, "way": PASSWORD}
        if self.account is not None:
            values |= {name: getattr(self.account, name) for name in CARRIED if name != "way"}
            values["way"] = self.account.provider.kind if self.account.provider else PASSWORD
        if preset is not None:
            values |= {"host": preset.host, "port": preset.port, "security": preset.security}
            values["way"] = preset.provider if preset.provider in self.providers else PASSWORD
        return values

    def _may_use_kept(self, given: dict[str, Any]) -> bool:
        """What was given for an account opens that account only, and only in the way for which it was given."""
        if self.account is None or given["way"] != (
            self.account.provider.kind if self.account.provider else PASSWORD
        ):
            return False
        return all(
            getattr(self.account, name) == given.get(name) for name in ("host", "port", "security", "user")
        )
