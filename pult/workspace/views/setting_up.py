"""The set-up: what the first visitor is asked, one thing after the other."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from pult.accounts import http
from pult.accounts import operations as accounts
from pult.accounts import queries as people
from pult.accounts.models import Person
from pult.flows import set_up
from pult.foundation.web import Request
from pult.workforce.models import Department
from pult.workspace.forms.setting_up import AdministratorForm, CompanyForm


def show_language(request: Request) -> HttpResponse:
    """Which language the set-up speaks."""
    if people.is_set_up():
        return redirect("setup:company")
    return render(request, "workspace/setup/language.html", {"step": 1})


def show_administrator(request: Request) -> HttpResponse:
    """Who administers Pult."""
    if people.is_set_up():
        return redirect("setup:company")
    return render(request, "workspace/setup/administrator.html", {"step": 2, "form": AdministratorForm()})


@sensitive_post_parameters("password")
def create_administrator(request: Request) -> HttpResponse:
    """The first account is made and its owner signed in."""
    form = AdministratorForm(request.POST)
    if not form.is_valid():
        return render(request, "workspace/setup/administrator.html", {"step": 2, "form": form}, status=422)
    person = accounts.create_first_administrator(
        language=get_language() or settings.LANGUAGE_CODE, **form.cleaned_data
    )
    return http.sign_in(request, person, then="/setup/company")


def show_company(request: Request) -> HttpResponse:
    """The company, its first department, its address."""
    if Department.objects.visible_to(request.actor).exists():
        return redirect("workspace:home")
    return render(request, "workspace/setup/company.html", {"step": 3, "form": CompanyForm()})


def create_company(request: Request) -> HttpResponse:
    """The doors are open."""
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return render(request, "workspace/setup/company.html", {"step": 3, "form": form}, status=422)
    me = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    set_up.open_doors(set_up.House(**form.cleaned_data), by=me)
    return redirect("setup:done")


def show_done(request: Request) -> HttpResponse:
    """What to do next."""
    return render(request, "workspace/setup/done.html", {"step": 4, "house": people.organisation()})
