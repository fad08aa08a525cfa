"""What Pult says when the way somebody signs in has changed."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .types import Act


@dataclass(frozen=True)
class Notice:
    """One kind of change: how the audit log names it, and the sentence of the letter."""

    act: Act
    sentence: Promise


NOTICES = {
    "password_changed": Notice(Act.PASSWORD_CHANGED, _("Your password was changed.")),
    "password_reset": Notice(Act.PASSWORD_CHANGED, _("Your password was reset.")),
    "password_set": Notice(Act.PASSWORD_CHANGED, _("A password was set for your account.")),
    "email_changed": Notice(Act.EMAIL_CHANGED, _("The e-mail address of your account was changed.")),
    "totp_activated": Notice(Act.SECOND_FACTOR_ADDED, _("An authenticator app was added to your account.")),
    "totp_deactivated": Notice(
        Act.SECOND_FACTOR_REMOVED, _("The authenticator app was removed from your account.")
    ),
    "recovery_codes_generated": Notice(
        Act.RECOVERY_CODES_MADE, _("New recovery codes were made for your account.")
    ),
    "webauthn_added": Notice(Act.SECOND_FACTOR_ADDED, _("A passkey was added to your account.")),
    "webauthn_removed": Notice(Act.SECOND_FACTOR_REMOVED, _("A passkey was removed from your account.")),
    "account_connected": Notice(Act.PROVIDER_CONNECTED, _("Another way to sign in was connected.")),
    "account_disconnected": Notice(Act.PROVIDER_DISCONNECTED, _("A way to sign in was disconnected.")),
}

SAID = {
    "email_confirmation_sent": _("We have written to the new address. Open the link in that letter."),
    "email_confirmed": _("The address is confirmed."),
    "email_confirmation_failed": _("This address belongs to somebody else already."),
    "password_changed": _("Your password is changed."),
    "password_set": _("Your password is set."),
    "totp_activated": _("The authenticator app is on."),
    "totp_deactivated": _("The authenticator app is off."),
    "recovery_codes_generated": _("You have new recovery codes. The old ones no longer work."),
    "webauthn_added": _("The passkey is added."),
    "webauthn_removed": _("The passkey is removed."),
    "account_connected": _("This way to sign in is connected."),
    "account_disconnected": _("This way to sign in is disconnected."),
    "account_connected_other": _("That account is connected to somebody else."),
}


def too_many_failures(wait: timedelta) -> str:
    """How long to wait, in whole minutes."""
    minutes = max(1, ceil(wait.total_seconds() / 60))
    sentence = ngettext(
        "Too many failed attempts. Try again in %(minutes)s minute.",
        "Too many failed attempts. Try again in %(minutes)s minutes.",
        minutes,
    )
    return sentence % {"minutes": minutes}
