"""Addresses of notifications."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource, signed_in

from . import views

app_name = "notifications"
urlpatterns = [
    # At the root, so that the worker may bring any page of Pult to the front.
    path("push-worker.js", resource(GET=views.read_worker), name="worker"),
    path(
        "app/settings/notifications",
        signed_in(resource(GET=views.read_settings, POST=views.change_settings)),
        name="settings",
    ),
    path(
        "app/settings/notifications/browsers",
        signed_in(resource(GET=views.list_browsers, POST=views.create_browser)),
        name="browsers",
    ),
    path(
        # A worker has no page and no token of a page; it proves itself by the old address, which nobody else knows.
        "app/settings/notifications/browsers/renewal",
        csrf_exempt(signed_in(resource(POST=views.create_renewal))),
        name="renewal",
    ),
    path(
        "app/settings/notifications/browsers/<int:pk>/removal",
        signed_in(resource(POST=views.delete_browser)),
        name="browser_removal",
    ),
    path(
        "app/settings/notifications/browsers/<int:pk>/test",
        signed_in(resource(POST=views.create_test)),
        name="browser_test",
    ),
]
