"""What allauth says when something is wrong, in our words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

ACCOUNT_ERRORS = {
    "account_inactive": _("This account is switched off. Ask your administrator."),
    "email_password_mismatch": _("The address and the password do not fit together."),
    "incorrect_password": _("This is not your password."),
    "enter_current_password": _("Type your current password."),
    "too_many_login_attempts": _("Too many failed attempts. Wait a few minutes."),
    "rate_limited": _("Too many attempts. Wait a few minutes."),
    "email_taken": _("Somebody with this address has an account already."),
    "duplicate_email": _("This is the address you have now."),
    "invalid_or_expired_key": _("This link no longer works. Ask for a new one."),
    "invalid_login": _("This way to sign in did not work."),
    "unverified_primary_email": _("Confirm your address first."),
    "unknown_email": _("Nobody here has this address."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "incorrect_code": _("This code is not right."),
    "select_only_one": _("Choose only one."),
    "cannot_remove_primary_email": _("This is the only address of the account."),
    "same_as_current": _("This is the address you have now."),
}

MFA_ERRORS = {
    "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
    "cannot_delete_authenticator": _("Your role asks for a second factor, so this last one stays."),
    "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first."),
    "unverified_email": _("Confirm your address first."),
    "add_email_blocked": _("Switch the second factor off before you add an address."),
}

ROOMS = {
    "accounts": _("People and installation"),
    "api": _("API"),
    "assistant": _("Chatbot"),
    "automation": _("Automation"),
    "brands": _("Brands"),
    "calendars": _("Opening hours"),
    "chat": _("Chat"),
    "checklists": _("Checklists"),
    "conversations": _("Conversations"),
    "crm": _("Customer value"),
    "customers": _("Customers"),
    "dashboards": _("Reports"),
    "defects": _("Bug reports"),
    "desks": _("Imports"),
    "tables": _("Tables of customers"),
    "email": _("Mail"),
    "feedback": _("Ratings"),
    "hiring": _("Hiring"),
    "portal": _("Help centre"),
    "inboxes": _("Inboxes"),
    "knowledge": _("Knowledge base"),
    "metrics": _("Figures"),
    "notifications": _("Notifications"),
    "moderation": _("Spam and blocked senders"),
    "panels": _("Side panels"),
    "planning": _("Planning"),
    "quality": _("Quality"),
    "retention": _("Retention"),
    "routing": _("Routing"),
    "scorecards": _("Scorecards"),
    "fields": _("Fields and types"),
    "sla": _("Response targets"),
    "skills": _("Skills"),
    "surveys": _("Surveys"),
    "training": _("Training"),
    "workforce": _("Departments and colleagues"),
}

# What Django says about passwords, named here so that it is said in every language of ours.
OF_DJANGO = (
    gettext_noop("This password is too common."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
