"""The settings of chat widgets: a list, one form, a preview, a new secret."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.gateways.chat import operations
from pult.gateways.chat.forms import WidgetForm, filled
from pult.gateways.chat.models import Widget


def list_widgets(request: Request) -> HttpResponse:
    """Every widget, and a form for a new one."""
    form = WidgetForm(initial=filled(None), actor=request.actor)
    return _list(request, form)


def create_widget(request: Request) -> HttpResponse:
    """Open a chat for a website."""
    form = WidgetForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _list(request, form)
    inbox = form.inbox
    inbox.pop("is_active")
    widget = operations.open_widget(inbox.pop("name"), **inbox, **form.values, by=request.actor)
    messages.success(request, _("The chat is ready. Copy the lines below into your website."))
    return redirect("chat:widget", pk=widget.pk)


def edit_widget(request: Request, pk: int) -> HttpResponse:
    """One widget: what to copy into the website, and everything that can be changed."""
    widget = _widget(request, pk)
    return _form(request, widget, WidgetForm(initial=filled(widget), actor=request.actor))


def change_widget(request: Request, pk: int) -> HttpResponse:
    """Change a widget."""
    widget = _widget(request, pk)
    form = WidgetForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _form(request, widget, form)
    operations.change_widget(widget, inbox=form.inbox, **form.values, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("chat:widget", pk=widget.pk)


def preview_widget(request: Request, pk: int) -> HttpResponse:
    """A page with the widget on it, as visitors see it."""
    return render(request, "chat/preview.html", {"widget": _widget(request, pk)})


def create_secret(request: Request, pk: int) -> HttpResponse:
    """A new secret; the old one counts no more."""
    operations.renew_secret(_widget(request, pk), by=request.actor)
    messages.success(request, _("There is a new secret. Give it to your website now."))
    return redirect("chat:widget", pk=pk)


def _widget(request: Request, pk: int) -> Widget:
    found = Widget.objects.visible_to(request.actor).select_related("inbox__department")
    return get_object_or_404(found, pk=pk)


def _list(request: Request, form: WidgetForm) -> HttpResponse:
    widgets = Widget.objects.visible_to(request.actor).select_related("inbox__department").order_by("pk")
    return render(request, "chat/widgets.html", {"widgets": widgets, "form": form})


def _form(request: Request, widget: Widget, form: WidgetForm) -> HttpResponse:
    return render(request, "chat/widget.html", {"widget": widget, "form": form, "address": settings.APP_URL})
