"""Addresses of hiring: the careers site, the candidate's own page, the staff's pages."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource

from .views import careers, status

app_name = "hiring"
# Whoever applies is not signed in, and a signed link is the candidate's key: no cookie is needed to believe them.
urlpatterns = [
    path("careers", resource(GET=careers.choose_language), name="careers-start"),
    path("careers/openings.json", resource(GET=careers.read_json), name="openings-json"),
    path("careers/sitemap.xml", resource(GET=careers.read_sitemap), name="sitemap"),
    path("careers/status/<str:token>", resource(GET=status.read_status), name="status"),
    path(
        "careers/status/<str:token>/withdrawal",
        csrf_exempt(resource(POST=status.create_withdrawal)),
        name="withdrawal",
    ),
    path(
        "careers/status/<str:token>/erasure",
        csrf_exempt(resource(POST=status.create_erasure)),
        name="erasure",
    ),
    path("careers/status/<str:token>/files", csrf_exempt(resource(POST=status.create_file)), name="add-file"),
    path(
        "careers/status/<str:token>/interviews/<int:interview>",
        csrf_exempt(resource(POST=status.create_booking)),
        name="booking",
    ),
    path("careers/status/<str:token>/data", resource(GET=status.read_data), name="own-data"),
    path("careers/<slug:locale>/", resource(GET=careers.list_openings), name="careers"),
    path("careers/<slug:locale>/feed.atom", resource(GET=careers.read_feed), name="feed"),
    path("careers/<slug:locale>/embed", resource(GET=careers.read_embedded), name="embed"),
    path("careers/<slug:locale>/<slug:slug>", resource(GET=careers.read_opening), name="public-opening"),
    path(
        "careers/<slug:locale>/<slug:slug>/application",
        csrf_exempt(resource(GET=careers.new_application, POST=careers.create_application)),
        name="apply",
    ),
    path("careers/<slug:locale>/<slug:slug>/thanks", resource(GET=careers.read_thanks), name="thanks"),
]
