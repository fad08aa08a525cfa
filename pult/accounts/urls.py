"""Addresses of people, roles, one's own settings, and of the door."""

from django.urls import path
from django.views.generic import RedirectView

from pult.foundation.web import needs, resource, signed_in

from .types import Right
from .views import audit, entrance, people, profile, providers, roles, settings

manages_people = needs(Right.MANAGE_PEOPLE)
manages_roles = needs(Right.MANAGE_ROLES)
manages_system = needs(Right.MANAGE_SYSTEM)


to_security = RedirectView.as_view(pattern_name="accounts:security")
to_sessions = RedirectView.as_view(pattern_name="accounts:sessions")

app_name = "accounts"
urlpatterns = [
    path(
        "account/invitation/<str:link>",
        resource(GET=entrance.read_invitation, POST=entrance.accept_invitation),
        name="invitation",
    ),
    path("account/language", resource(POST=entrance.change_language), name="language"),
    path("app/settings/", signed_in(resource(GET=settings.read_settings)), name="settings"),
    path(
        "app/settings/profile",
        signed_in(resource(GET=profile.read_profile, POST=profile.change_profile)),
        name="profile",
    ),
    path("app/settings/security", signed_in(resource(GET=profile.read_security)), name="security"),
    path("app/settings/sessions", signed_in(resource(GET=profile.read_sessions)), name="sessions"),
    path(
        "app/settings/sessions/others/end",
        signed_in(resource(POST=profile.end_other_sessions)),
        name="other_sessions_end",
    ),
    path(
        "app/settings/sessions/<int:pk>/end",
        signed_in(resource(POST=profile.end_session)),
        name="session_end",
    ),
    path(
        "app/settings/tokens",
        signed_in(resource(GET=profile.read_tokens, POST=profile.issue_token)),
        name="tokens",
    ),
    path(
        "app/settings/tokens/<int:pk>/revocation",
        signed_in(resource(POST=profile.revoke_token)),
        name="token_revocation",
    ),
    path("app/settings/people", manages_people(resource(GET=people.read_people)), name="people"),
    path(
        "app/settings/people/invite",
        manages_people(resource(GET=people.read_invite, POST=people.invite)),
        name="invite",
    ),
    path(
        "app/settings/invitations/<int:pk>/letter",
        manages_people(resource(POST=people.resend_invitation)),
        name="invitation_letter",
    ),
    path(
        "app/settings/invitations/<int:pk>/withdrawal",
        manages_people(resource(POST=people.withdraw_invitation)),
        name="invitation_withdrawal",
    ),
    path("app/settings/people/<int:pk>", manages_people(resource(GET=people.read_person)), name="person"),
    path(
        "app/settings/people/<int:pk>/roles",
        manages_people(resource(POST=people.give_roles)),
        name="person_roles",
    ),
    path(
        "app/settings/people/<int:pk>/off",
        manages_people(resource(POST=people.switch_off)),
        name="person_off",
    ),
    path(
        "app/settings/people/<int:pk>/on", manages_people(resource(POST=people.switch_on)), name="person_on"
    ),
    path(
        "app/settings/people/<int:pk>/sessions/end",
        manages_people(resource(POST=people.end_sessions)),
        name="person_sessions_end",
    ),
    path(
        "app/settings/people/<int:pk>/second-factor/reset",
        manages_people(resource(POST=people.reset_second_factor)),
        name="person_factor_reset",
    ),
    path("app/settings/roles", manages_roles(resource(GET=roles.read_roles)), name="roles"),
    path(
        "app/settings/roles/new",
        manages_roles(resource(GET=roles.read_new_role, POST=roles.make_role)),
        name="new_role",
    ),
    path(
        "app/settings/roles/<int:pk>",
        manages_roles(resource(GET=roles.read_role, POST=roles.change_role)),
        name="role",
    ),
    path(
        "app/settings/roles/<int:pk>/removal",
        manages_roles(resource(POST=roles.remove_role)),
        name="role_removal",
    ),
    path(
        "app/settings/sign-in",
        manages_system(resource(GET=providers.read_providers)),
        name="providers",
    ),
    path(
        "app/settings/sign-in/new/<slug:kind>",
        manages_system(resource(GET=providers.read_new_provider, POST=providers.add_provider)),
        name="new_provider",
    ),
    path(
        "app/settings/sign-in/<int:pk>",
        manages_system(resource(GET=providers.read_provider, POST=providers.change_provider)),
        name="provider",
    ),
    path(
        "app/settings/sign-in/<int:pk>/removal",
        manages_system(resource(POST=providers.remove_provider)),
        name="provider_removal",
    ),
    path("app/settings/audit", needs(Right.READ_AUDIT)(resource(GET=audit.read_audit)), name="audit"),
    # Allauth's own overviews, which ours replace.
    path("account/2fa/", to_security),
    path("account/2fa/webauthn/", to_security),
    path("account/3rdparty/", to_security),
    path("account/sessions/", to_sessions),
]
