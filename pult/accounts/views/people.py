"""The people of the organisation, for those who manage them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.accounts import operations, queries
from pult.accounts.forms import InviteForm, RolesForm
from pult.accounts.models import Invitation, Person
from pult.foundation.web import Request


def read_people(request: Request) -> HttpResponse:
    """Everybody, by name; and who is still invited."""
    asked = request.GET
    role = asked.get("role", "")
    page = queries.people_page(
        request.actor, words=asked.get("q", ""), off=asked.get("off") == "1",
        role=int(role) if role.isdigit() else None,
        after=asked.get("after"), before=asked.get("before"),
    )  # fmt: skip
    context = {
        "page": page,
        "invitations": queries.waiting_invitations(request.actor),
        "roles": queries.roles_for(request.actor),
    }
    return render(request, "accounts/people.html", context)


def read_invite(request: Request) -> HttpResponse:
    """Whom to invite."""
    return render(request, "accounts/invite.html", {"form": InviteForm(by=request.actor)})


def invite(request: Request) -> HttpResponse:
    """A letter goes out."""
    form = InviteForm(request.POST, by=request.actor)
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form}, status=422)
    invitation = operations.invite(by=request.actor, **form.cleaned_data)
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})
    return redirect("accounts:people")


def resend_invitation(request: Request, pk: int) -> HttpResponse:
    """The letter once more, with a new link."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    operations.resend(invitation, by=request.actor)
    messages.success(request, _("A new letter to %(email)s is on its way.") % {"email": invitation.email})
    return redirect("accounts:people")


def withdraw_invitation(request: Request, pk: int) -> HttpResponse:
    """The link stops working."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    operations.withdraw(invitation, by=request.actor)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("accounts:people")


def read_person(request: Request, pk: int) -> HttpResponse:
    """One person: roles, sessions, tokens, what can be done."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    form = RolesForm(by=request.actor, initial={"roles": person.roles.order_by("pk")})
    return render(
        request, "accounts/person.html", queries.person_page(person, request.actor) | {"form": form}
    )


def give_roles(request: Request, pk: int) -> HttpResponse:
    """Other roles; those beyond the actor's reach stay as they are."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    form = RolesForm(request.POST, by=request.actor)
    if not form.is_valid():
        return render(
            request,
            "accounts/person.html",
            queries.person_page(person, request.actor) | {"form": form},
            status=422,
        )
    beyond = [role for role in person.roles.order_by("pk") if not role.fits_within(request.actor)]
    operations.give_roles(person, [*form.cleaned_data["roles"], *beyond], by=request.actor)
    messages.success(request, _("The roles are saved."))
    return redirect("accounts:person", pk=pk)


def switch_off(request: Request, pk: int) -> HttpResponse:
    """Signs in no longer."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    operations.switch_off(person, by=request.actor)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person.name})
    return redirect("accounts:person", pk=pk)


def switch_on(request: Request, pk: int) -> HttpResponse:
    """Signs in again."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    operations.switch_on(person, by=request.actor)
    messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
    return redirect("accounts:person", pk=pk)


def end_sessions(request: Request, pk: int) -> HttpResponse:
    """Signed out everywhere."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    operations.end_sessions(person, by=request.actor)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": person.name})
    return redirect("accounts:person", pk=pk)


def reset_second_factor(request: Request, pk: int) -> HttpResponse:
    """For somebody who lost their phone."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    operations.reset_second_factor(person, by=request.actor)
    messages.success(request, _("%(name)s signs in with the password alone now.") % {"name": person.name})
    return redirect("accounts:person", pk=pk)
