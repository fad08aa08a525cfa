"""The pages of settings that accounts brings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Settings"), icon="settings", url_name="accounts:settings", order=900, under="/app/settings",
    )
)  # fmt: skip
declare(
    Area(label=_("Profile"), icon="user", url_name="accounts:profile", order=10, place=Place.OWN_SETTINGS)
)
declare(
    Area(
        label=_("Sign-in and security"),
        icon="shield-lock",
        url_name="accounts:security",
        order=20,
        place=Place.OWN_SETTINGS,
    )
)
declare(
    Area(
        label=_("Sessions"), icon="devices", url_name="accounts:sessions", order=30, place=Place.OWN_SETTINGS
    )
)
declare(
    Area(label=_("API tokens"), icon="key", url_name="accounts:tokens", order=40, place=Place.OWN_SETTINGS)
)
declare(
    Area(label=_("Your settings"), icon="user-cog", url_name="accounts:profile", order=10, place=Place.PERSON)
)
declare(Area(label=_("Sign out"), icon="logout", url_name="account_logout", order=900, place=Place.PERSON))
declare(
    Area(
        label=_("People"),
        icon="users",
        url_name="accounts:people",
        right=Right.MANAGE_PEOPLE,
        order=10,
        place=Place.SETTINGS,
    )
)
declare(
    Area(
        label=_("Roles"),
        icon="id-badge",
        url_name="accounts:roles",
        right=Right.MANAGE_ROLES,
        order=20,
        place=Place.SETTINGS,
    )
)
declare(
    Area(
        label=_("Ways to sign in"),
        icon="login",
        url_name="accounts:providers",
        right=Right.MANAGE_SYSTEM,
        order=800,
        place=Place.SETTINGS,
    )
)
declare(
    Area(
        label=_("Audit log"),
        icon="history",
        url_name="accounts:audit",
        right=Right.READ_AUDIT,
        order=900,
        place=Place.SETTINGS,
    )
)
