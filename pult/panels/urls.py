"""Addresses of panels."""

from django.urls import path

from pult.conversations.types import Right as ConversationsRight
from pult.customers.types import Right as CustomersRight
from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import desk_views, views
from .types import Right

app_name = "panels"
PANELS = "app/settings/panels"
PANEL = f"{PANELS}/<int:pk>"
TALK = "app/conversations/<int:pk>/panels/"
CUSTOMER = "app/customers/<int:pk>/panels/"


def page(**verbs: View) -> View:
    """A page for those who set up panels."""
    return needs(Right.MANAGE)(resource(**verbs))


def talk(view: View) -> View:
    """A part of a conversation's page; whoever may not see panels is shown none."""
    return needs(ConversationsRight.READ)(resource(GET=view))


def customer(view: View) -> View:
    """A part of a customer's page; whoever may not see panels is shown none."""
    return needs(CustomersRight.READ)(resource(GET=view))


urlpatterns = [
    path(PANELS, page(GET=views.list_panels), name="panels"),
    path(f"{PANELS}/new", page(GET=views.new_panel, POST=views.create_panel), name="new-panel"),
    path(PANEL, page(GET=views.edit_panel, POST=views.change_panel), name="panel"),
    path(f"{PANEL}/place", page(POST=views.create_place), name="panel-place"),
    path(f"{PANEL}/trial", page(POST=views.create_trial), name="panel-trial"),
    path(f"{PANEL}/removal", page(POST=views.delete_panel), name="panel-removal"),
    path(TALK, talk(desk_views.show_conversation_panels), name="conversation-panels"),
    path(f"{TALK}<int:panel_pk>/", talk(desk_views.show_conversation_answer), name="conversation-answer"),
    path(f"{TALK}<int:panel_pk>/frame/", talk(desk_views.show_conversation_frame), name="conversation-frame"),
    path(CUSTOMER, customer(desk_views.show_customer_panels), name="customer-panels"),
    path(f"{CUSTOMER}<int:panel_pk>/", customer(desk_views.show_customer_answer), name="customer-answer"),
    path(f"{CUSTOMER}<int:panel_pk>/frame/", customer(desk_views.show_customer_frame), name="customer-frame"),
]
