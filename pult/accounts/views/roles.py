"""Roles and the rights in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.accounts import operations, queries
from pult.accounts.forms import RoleForm
from pult.accounts.models import Role
from pult.foundation.web import Request


def read_roles(request: Request) -> HttpResponse:
    """Every role and how many hold it."""
    return render(request, "accounts/roles.html", {"roles": queries.roles_for(request.actor)})


def read_new_role(request: Request) -> HttpResponse:
    """An empty role."""
    return _form(request, RoleForm())


def make_role(request: Request) -> HttpResponse:
    """An own role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    operations.make_role(by=request.actor, **form.cleaned_data)
    messages.success(request, _("The role is made."))
    return redirect("accounts:roles")


def read_role(request: Request, pk: int) -> HttpResponse:
    """What a role may do."""
    role = _role(request, pk)
    return _form(request, RoleForm(role=role), role=role)


def change_role(request: Request, pk: int) -> HttpResponse:
    """Everybody who has the role has the changed rights at once."""
    role = _role(request, pk)
    form = RoleForm(request.POST, role=role)
    if not form.is_valid():
        return _form(request, form, role=role, status=422)
    operations.change_role(role, by=request.actor, **{"rights": ()} | form.cleaned_data)
    messages.success(request, _("The role is saved."))
    return redirect("accounts:roles")


def remove_role(request: Request, pk: int) -> HttpResponse:
    """Gone, when nobody holds it."""
    operations.remove_role(_role(request, pk), by=request.actor)
    messages.success(request, _("The role is removed."))
    return redirect("accounts:roles")


def _role(request: Request, pk: int) -> Role:
    return get_object_or_404(Role.objects.visible_to(request.actor), pk=pk)


def _form(request: Request, form: RoleForm, *, role: Role | None = None, status: int = 200) -> HttpResponse:
    held = form["rights"].value() if "rights" in form.fields else None
    context = {"form": form, "role": role, "groups": queries.rights_by_context(), "held": held}
    return render(request, "accounts/role.html", context, status=status)
