"""Addresses of what says who sees inboxes, customers and companies. Part of the desk's, under /app/."""

from django.urls import path

from pult.foundation.web import resource

from .views import readers, restricting

PATHS = [
    path(
        "customers/<int:pk>/readers/",
        resource(GET=restricting.edit_customer, POST=restricting.change_customer),
        name="customer-readers",
    ),
    path(
        "companies/<int:pk>/readers/",
        resource(GET=restricting.edit_company, POST=restricting.change_company),
        name="company-readers",
    ),
    path(
        "settings/inboxes/<int:pk>/readers/",
        resource(GET=readers.edit_readers, POST=readers.change_readers),
        name="inbox-readers",
    ),
    path("settings/restricted/", resource(GET=restricting.list_restricted), name="restricted"),
]
