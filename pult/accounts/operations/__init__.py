"""The verbs of accounts."""

from .invitations import accept, invite, invite_account, resend, withdraw
from .people import (
    change_profile,
    create_person,
    end_sessions,
    give_roles,
    reset_second_factor,
    switch_off,
    switch_on,
)
from .providers import add_provider, change_provider, remove_provider
from .roles import (
    built_in_role,
    change_role,
    make_role,
    refresh_rights,
    remove_role,
    renew_built_in_roles,
)
from .setting_up import create_first_administrator, name_organisation
from .sign_in import forget_old_failures, forget_old_sessions, forgive, note_failed_sign_in
from .tokens import issue_token, revoke_token, use_token

__all__ = [
    "accept",
    "add_provider",
    "built_in_role",
    "change_profile",
    "change_provider",
    "change_role",
    "create_first_administrator",
    "create_person",
    "end_sessions",
    "forget_old_failures",
    "forget_old_sessions",
    "forgive",
    "give_roles",
    "invite",
    "invite_account",
    "issue_token",
    "make_role",
    "name_organisation",
    "note_failed_sign_in",
    "refresh_rights",
    "remove_provider",
    "remove_role",
    "renew_built_in_roles",
    "resend",
    "reset_second_factor",
    "revoke_token",
    "switch_off",
    "switch_on",
    "use_token",
    "withdraw",
]
