"""Addresses of notifications."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import needs, resource, signed_in

from .types import Right
from .views import checking, notices, settings, usual

app_name = "notifications"
urlpatterns = [
    # At the root, so that the worker may bring any page of Pult to the front.
    path("push-worker.js", resource(GET=settings.read_worker), name="worker"),
    path("app/notices/", signed_in(resource(GET=notices.list_notices)), name="notices"),
    path("app/notices/bell", signed_in(resource(GET=notices.show_bell)), name="bell"),
    path("app/notices/reading", signed_in(resource(POST=notices.create_reading)), name="reading"),
    path("app/notices/<int:pk>/", signed_in(resource(GET=notices.open_notice)), name="notice"),
    path("app/notices/<int:pk>/state", signed_in(resource(POST=notices.create_state)), name="state"),
    path("app/notices/<int:pk>/muting", signed_in(resource(POST=notices.create_muting)), name="muting"),
    path(
        "app/settings/notifications",
        signed_in(resource(GET=settings.read_settings, POST=settings.change_settings)),
        name="settings",
    ),
    path(
        "app/settings/notifications/defaults",
        signed_in(resource(POST=settings.follow_usual)),
        name="own_defaults",
    ),
    path(
        "app/settings/notices",
        needs(Right.USUAL)(resource(GET=usual.read_usual, POST=usual.change_usual)),
        name="usual",
    ),
    path(
        "app/settings/notifications/check",
        signed_in(resource(GET=checking.read_check, POST=checking.create_test)),
        name="check",
    ),
    path(
        # A mail program stops letters without a page and its token; the link itself is the proof.
        "notices/stop/<str:token>",
        csrf_exempt(resource(GET=checking.read_stop, POST=checking.create_stop)),
        name="stop",
    ),
    path(
        "app/settings/notifications/browsers",
        signed_in(resource(GET=settings.list_browsers, POST=settings.create_browser)),
        name="browsers",
    ),
    path(
        # A worker has no page and no token of a page; it proves itself by the old address, which nobody else knows.
        "app/settings/notifications/browsers/renewal",
        csrf_exempt(signed_in(resource(POST=settings.create_renewal))),
        name="renewal",
    ),
    path(
        "app/settings/notifications/browsers/<int:pk>/removal",
        signed_in(resource(POST=settings.delete_browser)),
        name="browser_removal",
    ),
    path(
        "app/settings/notifications/browsers/<int:pk>/test",
        signed_in(resource(POST=settings.create_test)),
        name="browser_test",
    ),
]
