"""Questions to accounts: one for each screen, and a few for everybody above."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.rights import BuiltIn, Declared
from pult.foundation.web import Page, keyset_page

from .models import FailedSignIns, Invitation, Organisation, Person, Role, Token
from .types import Language, ProviderKind


def actor_of_token(secret: str, *, at: datetime | None = None) -> Actor | None:
    """Who acts by this token, with no more rights than its scopes leave; nobody for a bad token."""
    token = Token.objects.in_force(at or timezone.now()).for_secret(secret).select_related("person").first()
    return token.actor if token else None


def is_set_up() -> bool:
    """Whether there is anybody who could sign in."""
    return bool(Person.objects.exists())


def organisation() -> Organisation | None:
    """Whose department this is, once the set-up has said so."""
    return Organisation.objects.first()


def house_name() -> str:
    """What the house is called; Pult goes by its own name before the set-up has said so."""
    house = organisation()
    return house.name if house else "Pult"


def house_language() -> str:
    """The language in which the house works."""
    house = organisation()
    return house.language if house else Language.EN


def people_page(
    actor: Actor, *, words: str = "", role: int | None = None, off: bool = False,
    after: str | None = None, before: str | None = None, size: int = 50,
) -> Page[Person]:  # fmt: skip
    """The people that the actor may see, by name."""
    found = Person.objects.visible_to(actor).sought(words).filter(is_active=not off)
    if role is not None:
        found = found.filter(roles=role)
    return keyset_page(found.prefetch_related("roles"), ["name", "pk"], after=after, before=before, size=size)


def waiting_invitations(actor: Actor) -> "QuerySet[Invitation]":
    """Invitations that nobody has answered, the newest first."""
    return (
        Invitation.objects.visible_to(actor).waiting().prefetch_related("roles").order_by("-sent_at", "-pk")
    )


def roles_for(actor: Actor) -> list[Role]:
    """Every role: the built-in ones from the top down, then the organisation's own."""
    order = {str(key): place for place, key in enumerate(BuiltIn)}
    counted = Role.objects.visible_to(actor).annotate(holders=Count("people"))
    return sorted(counted, key=lambda role: (order.get(role.key or "", len(order)), role.name.casefold()))


@dataclass(frozen=True)
class RightsOfContext:
    """The rights that one context declares."""

    context: str
    rights: list[Declared]


def rights_by_context() -> list[RightsOfContext]:
    """Every right, grouped by the context that declared it."""
    groups = groupby(rights.declared(), key=lambda right: right.context)
    return [RightsOfContext(context, list(declared)) for context, declared in groups]


def sessions_of(person: Person) -> list[UserSession]:
    """Where this person is signed in, the latest first; sessions that have ended elsewhere are left out."""
    sessions = UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")
    return [session for session in sessions if session.exists()]


def tokens_of(person: Person) -> "QuerySet[Token]":
    """This person's tokens, the newest first, revoked ones last."""
    return person.tokens.order_by("revoked_at", "-issued_at", "-pk")


def has_second_factor(person: Person) -> bool:
    """Whether this person has something besides a password."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def wait_of(address: str, *, at: datetime | None = None) -> datetime | None:
    """Until when this address has to wait after failed sign-ins."""
    failures = FailedSignIns.objects.filter(address=address.strip().lower()).first()
    return failures.locked_until if failures and failures.is_locked(at or timezone.now()) else None


@dataclass(frozen=True)
class Security:
    """How somebody signs in."""

    has_password: bool
    has_app: bool
    passkeys: list[Authenticator]
    codes_left: int | None
    connections: list[SocialAccount]
    providers: bool
    must_add_factor: bool


def security_of(person: Person) -> Security:
    """Everything that opens the door for this person."""
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    codes = next((one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None)
    app = any(one.type == Authenticator.Type.TOTP for one in factors)
    passkeys = [one for one in factors if one.type == Authenticator.Type.WEBAUTHN]
    return Security(
        has_password=person.has_usable_password(),
        has_app=app,
        passkeys=passkeys,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        connections=list(SocialAccount.objects.filter(user=person).order_by("date_joined")),
        providers=bool(SocialApp.objects.exists()),
        must_add_factor=person.needs_second_factor and not (app or passkeys),
    )


def person_page(person: Person, actor: Actor) -> dict[str, Any]:
    """What the page about one person shows."""
    return {
        "person": person,
        "roles": list(person.roles.order_by("pk")),
        "sessions": sessions_of(person),
        "tokens": tokens_of(person),
        "has_second_factor": has_second_factor(person),
        "may_change": person.fits_within(actor),
        "is_self": person.pk == actor.person_id,
        "now": timezone.now(),
    }


def providers() -> "QuerySet[SocialApp]":
    """Other ways to sign in, by name."""
    kinds = ProviderKind.values if settings.SAML else [ProviderKind.OPENID_CONNECT]
    found: QuerySet[SocialApp] = SocialApp.objects.filter(provider__in=kinds).order_by("name", "pk")
    return found


def addresses_of(app: SocialApp) -> list[tuple[str, str]]:
    """The addresses that a provider must be told, with what each is."""
    if app.provider == ProviderKind.SAML:
        wanted = [(_("Metadata"), "saml_metadata"), (_("Where answers go (ACS)"), "saml_acs")]
        return [
            (label, settings.APP_URL + reverse(name, kwargs={"organization_slug": app.client_id}))
            for label, name in wanted
        ]
    path = reverse("openid_connect_callback", kwargs={"provider_id": app.provider_id})
    return [(_("Redirect address"), settings.APP_URL + path)]
