"""Every address of Pult, gathered from the rooms."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="workspace:home"), name="start"),
    path("api/", include("pult.api.urls")),
    # First, for it is asked for most: addresses are tried in this order.
    path("app/", include("pult.workspace.urls")),
    path("", include("pult.foundation.files.urls")),
    path("", include("pult.foundation.watch.urls")),
    path("", include("pult.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("setup/", include("pult.workspace.setup_urls")),
    path("", include("pult.ui.urls")),
    path("", include("pult.calendars.urls")),
    path("", include("pult.knowledge.script_urls")),
    path("", include("pult.knowledge.closure_urls")),
    path("", include("pult.knowledge.gap_urls")),
    path("", include("pult.knowledge.synonym_urls")),
    path("", include("pult.notifications.urls")),
    path("", include("pult.knowledge.transfer_urls")),
    path("", include("pult.skills.urls")),
    path("", include("pult.scorecards.urls")),
    path("", include("pult.routing.urls")),
    path("", include("pult.feedback.urls")),
    path("", include("pult.assistant.urls")),
    path("", include("pult.surveys.urls")),
    path("", include("pult.portal.urls")),
    path("", include("pult.dashboards.urls")),
    path("", include("pult.demo.urls")),
    path("", include("pult.hiring.urls")),
    path("", include("pult.knowledge.urls")),
    path("", include("pult.sla.urls")),
    path("", include("pult.moderation.urls")),
    path("", include("pult.automation.urls")),
    path("", include("pult.gateways.email.urls")),
    path("", include("pult.gateways.chat.urls")),
    path("", include("pult.gateways.forms.urls")),
    path("", include("pult.gateways.desks.urls")),
    path("", include("pult.api.settings_urls")),
    path("", include("pult.workspace.system.urls")),
]
