"""The values of accounts: rights, roles, scopes, languages, looks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP, BuiltIn


class Right(StrEnum):
    """What accounts lets people do."""

    MANAGE_PEOPLE = "accounts.manage_people"
    MANAGE_ROLES = "accounts.manage_roles"
    MANAGE_SYSTEM = "accounts.manage_system"
    READ_AUDIT = "accounts.read_audit"


rights.declare(
    Right.MANAGE_PEOPLE, _("Invite people, change their roles, switch them off"), granted_to=MANAGERS_UP
)
rights.declare(Right.MANAGE_ROLES, _("Make and change roles"))
rights.declare(Right.MANAGE_SYSTEM, _("See and repair background jobs and the health of this installation"))
rights.declare(Right.READ_AUDIT, _("Read the audit log"))

ROLE_LABELS: dict[BuiltIn, Promise] = {
    BuiltIn.ADMINISTRATOR: _("Administrator"),
    BuiltIn.EXECUTIVE: _("Executive"),
    BuiltIn.MANAGER: _("Manager"),
    BuiltIn.SUPERVISOR: _("Supervisor"),
    BuiltIn.AGENT: _("Agent"),
}


class Act(StrEnum):
    """The privileged acts of accounts, as the audit log names them."""

    PERSON_INVITED = "person.invited"
    INVITATION_RESENT = "invitation.resent"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    PERSON_CREATED = "person.created"
    PERSON_SWITCHED_OFF = "person.switched_off"
    PERSON_SWITCHED_ON = "person.switched_on"
    ROLES_GIVEN = "person.roles_given"
    SESSIONS_ENDED = "person.sessions_ended"
    SECOND_FACTOR_RESET = "person.second_factor_reset"
    ROLE_MADE = "role.made"
    ROLE_CHANGED = "role.changed"
    ROLE_REMOVED = "role.removed"
    TOKEN_ISSUED = "token.issued"  # noqa: S105 - the name of an act
    TOKEN_REVOKED = "token.revoked"  # noqa: S105 - the name of an act
    SIGNED_IN = "person.signed_in"
    LOCKED_OUT = "sign_in.locked_out"
    PASSWORD_CHANGED = "person.password_changed"  # noqa: S105 - the name of an act
    SECOND_FACTOR_ADDED = "person.second_factor_added"
    SECOND_FACTOR_REMOVED = "person.second_factor_removed"
    RECOVERY_CODES_MADE = "person.recovery_codes_made"
    EMAIL_CHANGED = "person.email_changed"
    PROVIDER_CONNECTED = "person.provider_connected"
    PROVIDER_DISCONNECTED = "person.provider_disconnected"
    PROVIDER_ADDED = "provider.added"
    PROVIDER_CHANGED = "provider.changed"
    PROVIDER_REMOVED = "provider.removed"
    SET_UP = "organisation.set_up"


for act, label in {
    Act.PERSON_INVITED: _("Invited a person"),
    Act.INVITATION_RESENT: _("Sent an invitation again"),
    Act.INVITATION_ACCEPTED: _("Accepted an invitation"),
    Act.INVITATION_WITHDRAWN: _("Withdrew an invitation"),
    Act.PERSON_CREATED: _("Made an account"),
    Act.PERSON_SWITCHED_OFF: _("Switched a person off"),
    Act.PERSON_SWITCHED_ON: _("Switched a person on"),
    Act.ROLES_GIVEN: _("Changed a person's roles"),
    Act.SESSIONS_ENDED: _("Ended a person's sessions"),
    Act.SECOND_FACTOR_RESET: _("Reset a person's second factor"),
    Act.ROLE_MADE: _("Made a role"),
    Act.ROLE_CHANGED: _("Changed a role"),
    Act.ROLE_REMOVED: _("Removed a role"),
    Act.TOKEN_ISSUED: _("Issued an API token"),
    Act.TOKEN_REVOKED: _("Revoked an API token"),
    Act.SIGNED_IN: _("Signed in"),
    Act.LOCKED_OUT: _("Was locked out after failed sign-ins"),
    Act.PASSWORD_CHANGED: _("Changed the password"),
    Act.SECOND_FACTOR_ADDED: _("Added a second factor"),
    Act.SECOND_FACTOR_REMOVED: _("Removed a second factor"),
    Act.RECOVERY_CODES_MADE: _("Made new recovery codes"),
    Act.EMAIL_CHANGED: _("Changed the e-mail address"),
    Act.PROVIDER_CONNECTED: _("Connected a way to sign in"),
    Act.PROVIDER_DISCONNECTED: _("Disconnected a way to sign in"),
    Act.PROVIDER_ADDED: _("Added a way to sign in"),
    Act.PROVIDER_CHANGED: _("Changed a way to sign in"),
    Act.PROVIDER_REMOVED: _("Removed a way to sign in"),
    Act.SET_UP: _("Set up this installation"),
}.items():
    acts.declare(act, label)


class Scope(TextChoices):
    """How far an API token reaches. Each scope stands alone; a token usually has one or two."""

    READ = "read", pgettext_lazy("scope of a token", "Read")
    WRITE = "write", pgettext_lazy("scope of a token", "Write")
    ADMIN = "admin", pgettext_lazy("scope of a token", "Administer")


def scope_of(right: str) -> Scope:
    """The scope that a right belongs to, by its name.

    `read…`, `see…` and all of dashboards; `manage…`, `restrict…` and all of accounts; the rest.
    """
    context, _dot, verb = right.partition(".")
    if context == "accounts" or verb.startswith(("manage", "set_", "restrict")):
        return Scope.ADMIN
    return Scope.READ if context == "dashboards" or verb.startswith(("read", "see")) else Scope.WRITE


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """What a good API token amounts to: who acts, within which scopes, by which token."""

    actor: Actor
    scopes: frozenset[Scope]
    token_id: int


class ProviderKind(TextChoices):
    """The languages in which somebody else can vouch for a person."""

    OPENID_CONNECT = "openid_connect", "OpenID Connect"
    SAML = "saml", "SAML 2.0"


class StoredProvider(Protocol):
    """A way to sign in as it is stored."""

    provider: str
    provider_id: str
    name: str
    client_id: str
    settings: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Another way to sign in, as an administrator describes it. The key stands in addresses and never changes."""

    kind: ProviderKind
    key: str
    name: str
    client_id: str
    secret: str = field(default="", repr=False)
    settings: dict[str, Any]

    @classmethod
    def of(cls, stored: StoredProvider) -> Self:
        """What is stored, without the secret."""
        return cls(
            kind=ProviderKind(stored.provider),
            key=stored.provider_id,
            name=stored.name,
            client_id=stored.client_id,
            settings=stored.settings,
        )

    @property
    def shown(self) -> dict[str, Any]:
        """What may be written down: everything but the secret."""
        return {"key": self.key, "name": self.name, "client_id": self.client_id, **self.settings}


class Language(TextChoices):
    """The languages of the interface."""

    EN = "en", "English"
    HR = "hr", "Hrvatski"
    SR_LATN = "sr-latn", "Srpski (latinica)"
    SR = "sr", "Српски (ћирилица)"


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where invited people may be put. Accounts knows no departments: the workforce, further up, says it here."""

    departments: Callable[[Actor], list[tuple[int, str]]]
    leaders: Callable[[Actor], list[tuple[int, str]]]


_placing: list[Placing] = []


def declare_placing(placing: Placing) -> None:
    """Make known where people can be put; the last one counts."""
    _placing[:] = [placing]


def departments_for(actor: Actor) -> list[tuple[int, str]]:
    """The departments into which somebody may put people, with their names."""
    return _placing[0].departments(actor) if _placing else []


def leaders_for(actor: Actor) -> list[tuple[int, str]]:
    """The members to whose teams somebody may add people, with their names."""
    return _placing[0].leaders(actor) if _placing else []


class Theme(TextChoices):
    """Light, dark, or as the device says."""

    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(TextChoices):
    """How close things stand."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")
