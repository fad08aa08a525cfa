"""How django-allauth fits Pult: people come by invitation, failures make them wait, everything is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone, translation

from pult.foundation import live
from pult.foundation.audit import operations as audit
from pult.foundation.sealing import seal, unseal
from pult.foundation.web.requests import client_address

from . import operations, queries
from .models import Invitation, Person
from .notices import NOTICES, SAID, too_many_failures
from .types import Act
from .words import ACCOUNT_ERRORS, MFA_ERRORS

LOOPBACK = "127.0.0.1"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the staff."""

    error_messages = DefaultAccountAdapter.error_messages | ACCOUNT_ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Make an address wait that has failed too often."""
        until = queries.wait_of(credentials.get("email") or "")
        if until is not None:
            raise ValidationError(too_many_failures(until - timezone.now()))
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Count the failure."""
        operations.note_failed_sign_in(credentials.get("email") or "")

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let them in, forget their failures, write it down."""
        super().login(request, user)
        operations.forgive(user.email)
        audit.record(Act.SIGNED_IN, by=user.actor, about=user.ref, about_name=user.name)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_args: Any,
        **_kwargs: Any,
    ) -> None:
        """Say it in our words; what the next page shows anyway is not said."""
        said = SAID.get((message_template or "").rpartition("/")[2].removesuffix(".txt"))
        if said is not None:
            messages.add_message(request, level, str(said))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of whom it is for."""
        person = context.get("user")
        language = person.language if isinstance(person, Person) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write a change of somebody's sign-in down, and tell them."""
        notice = NOTICES.get(template_prefix.rpartition("/")[2])
        if notice is None:
            return
        audit.record(notice.act, by=user.actor, about=user.ref, about_name=user.name)
        if notice.act == Act.PASSWORD_CHANGED:
            live.hang_up(person=user.pk)
        with translation.override(user.language):
            what = {"what": str(notice.sentence), "user": user, **(context or {})}
            super().send_mail("account/email/notice", email or user.email, what)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address, as the server has found it behind trusted proxies."""
        return client_address(request) or LOOPBACK


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    error_messages = DefaultMFAAdapter.error_messages | MFA_ERRORS

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows above the code."""
        house = queries.organisation()
        return house.name if house else "Pult"

    def encrypt(self, text: str) -> str:
        """Keep secrets of authenticators unreadable for whoever sees only the database."""
        return seal(text, purpose="second factors")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(encrypted_text, purpose="second factors")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays when a role asks for one."""
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds)
        return not authenticator.user.needs_second_factor or others.exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkey it is: this host's."""
        return {"id": context.request.get_host().partition(":")[0], "name": self.get_totp_issuer()}


class SocialAdapter(DefaultSocialAccountAdapter):
    """Sign-in by somebody else's word: for people who are here already, or are invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Nobody signs up by themselves."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """Whom the provider means, under the name that it tells as a whole or in two parts."""
        person: Person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        person.name = str(data.get("name") or " ".join(part for part in parts if part))
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever is invited under an address that the provider vouches for is let in by it."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        vouched = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        invitation = Invitation.objects.waiting().filter(email__in=vouched).first()
        if invitation is None or not invitation.is_open(timezone.now()):
            return
        name = sociallogin.user.name or invitation.name or invitation.email
        person = operations.accept(invitation, name=name[:120], password=None, language=invitation.language)
        sociallogin.connect(request, person)
