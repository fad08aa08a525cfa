"""Allauth's forms with our labels and no placeholders."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Labelled(forms.Form):
    """A form whose labels and hints are given by name."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {}
    hints: ClassVar["Mapping[str, StrPromise]"] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.labels:
                field.label = self.labels[name]
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignIn(Labelled, account.LoginForm):
    """Address and password."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"login": _("E-mail"), "password": _("Password")}


class AskForReset(Labelled, account.ResetPasswordForm):
    """The address to write to."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"email": _("E-mail")}


NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password again")}
PASSWORD_HINT = {"password1": _("At least 8 characters. A few words in a row are good.")}


class ResetPassword(Labelled, account.ResetPasswordKeyForm):
    """A new password after a letter."""

    labels: ClassVar["Mapping[str, StrPromise]"] = NEW_PASSWORD
    hints: ClassVar["Mapping[str, StrPromise]"] = PASSWORD_HINT


class ChangePassword(Labelled, account.ChangePasswordForm):
    """A new password for an old one."""

    labels: ClassVar["Mapping[str, StrPromise]"] = NEW_PASSWORD | {"oldpassword": _("Current password")}
    hints: ClassVar["Mapping[str, StrPromise]"] = PASSWORD_HINT


class SetPassword(Labelled, account.SetPasswordForm):
    """The first password of somebody who came by another way."""

    labels: ClassVar["Mapping[str, StrPromise]"] = NEW_PASSWORD
    hints: ClassVar["Mapping[str, StrPromise]"] = PASSWORD_HINT


class Reauthenticate(Labelled, account.ReauthenticateForm):
    """The password once more."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"password": _("Password")}


class ChangeEmail(Labelled, account.AddEmailForm):
    """Another address."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"email": _("New address")}


class EnterCode(Labelled, factor.AuthenticateForm):
    """A code at sign-in."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"code": _("Code")}


class ConfirmByCode(Labelled, factor.ReauthenticateForm):
    """A code once more."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"code": _("Code")}


class ActivateApp(Labelled, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"code": _("Code from the app")}


class AddPasskey(Labelled, AddWebAuthnForm):
    """A new passkey."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {
        "name": _("Name"),
        "passwordless": _("Sign in with it alone, without a password"),
    }
    hints: ClassVar["Mapping[str, StrPromise]"] = {
        "name": _("Such as the device it lives on."),
        "passwordless": _("The device then asks for a fingerprint, a face or a PIN."),
    }


class RenamePasskey(Labelled, EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar["Mapping[str, StrPromise]"] = {"name": _("Name")}
