"""Addresses of a customer's own requests."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource

from .views import asking, own, requests, sign_in

BEGIN = "hc/<slug:locale>/requests"
urlpatterns = [
    path(BEGIN, resource(GET=requests.list_requests), name="requests"),
    path(
        f"{BEGIN}/new", resource(GET=requests.new_request, POST=requests.create_request), name="requests-new"
    ),
    path(f"{BEGIN}/new/suggestions", resource(GET=asking.list_suggestions), name="requests-suggestions"),
    # A beacon cannot carry the page's token; the signed ticket in it says which page it comes from.
    path(f"{BEGIN}/new/notes", csrf_exempt(resource(POST=asking.create_note)), name="requests-notes"),
    path(
        f"{BEGIN}/sign-in",
        resource(GET=sign_in.read_sign_in, POST=sign_in.create_session),
        name="requests-sign-in",
    ),
    path(f"{BEGIN}/links", resource(POST=sign_in.create_link), name="requests-links"),
    path(f"{BEGIN}/sent", resource(GET=sign_in.read_sent), name="requests-sent"),
    path(
        f"{BEGIN}/entry/<str:token>",
        resource(GET=sign_in.read_entry, POST=sign_in.create_entry),
        name="requests-entry",
    ),
    path(f"{BEGIN}/sign-out", resource(POST=sign_in.delete_session), name="requests-sign-out"),
    path(
        f"{BEGIN}/profile", resource(GET=own.read_profile, POST=own.change_profile), name="requests-profile"
    ),
    path(f"{BEGIN}/profile/password", resource(POST=own.change_password), name="requests-password"),
    path(f"{BEGIN}/profile/addresses", resource(POST=own.create_address), name="requests-addresses"),
    path(
        f"{BEGIN}/profile/addresses/<int:pk>/removal",
        resource(POST=own.delete_address),
        name="requests-address-removal",
    ),
    path(
        f"{BEGIN}/profile/confirmation/<str:token>",
        resource(GET=own.read_address, POST=own.confirm_address),
        name="requests-address",
    ),
    path(f"{BEGIN}/profile/exports", resource(POST=own.create_export), name="requests-exports"),
    path(f"{BEGIN}/profile/exports/<int:pk>", resource(GET=own.read_export), name="requests-export"),
    path(f"{BEGIN}/profile/erasure", resource(POST=own.create_erasure), name="requests-erasure"),
    path(f"{BEGIN}/<int:number>", resource(GET=requests.read_request), name="request"),
    path(f"{BEGIN}/<int:number>/answers", resource(POST=requests.create_answer), name="request-answers"),
    path(f"{BEGIN}/<int:number>/solution", resource(POST=requests.create_solution), name="request-solution"),
    path(f"{BEGIN}/<int:number>/rating", resource(POST=requests.create_rating), name="request-rating"),
    path(
        f"{BEGIN}/<int:number>/files/<int:pk>/<str:name>",
        resource(GET=requests.read_file),
        name="requests-file",
    ),
]
