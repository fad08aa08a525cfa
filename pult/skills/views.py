"""The pages of skills: people, the catalogue, profiles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations, pages, queries
from .forms import NewProfileForm, ProfileForm, SkillForm
from .models import Holder, Profile, Skill
from .types import Right


def list_people(request: Request) -> HttpResponse:
    """Everybody whose skills one may see; somebody who leads nobody sees their own."""
    if not (request.actor.has(Right.READ_ALL) or request.actor.has(Right.READ_LED)):
        return redirect("skills:own")
    return render(request, "skills/people.html", pages.people(request.actor, request.GET))


def read_own(request: Request) -> HttpResponse:
    """What is known about oneself."""
    mine = queries.holder_of(request.actor.person_id, actor=request.actor)
    profile = _chosen(request)
    return render(request, "skills/person.html", pages.person(mine, request.actor, profile=profile))


def read_person(request: Request, pk: int) -> HttpResponse:
    """What is known about somebody's skills."""
    holder = _holder(request, pk)
    profile = _chosen(request)
    return render(request, "skills/person.html", pages.person(holder, request.actor, profile=profile))


def read_ledger(request: Request, pk: int, key: str) -> HttpResponse:
    """What one estimate rests on."""
    skill = get_object_or_404(Skill.objects.visible_to(request.actor), key=key)
    page = pages.ledger(_holder(request, pk), skill, request.actor, request.GET)
    return render(request, "skills/ledger.html", page)


def list_skills(request: Request) -> HttpResponse:
    """The whole catalogue."""
    return render(request, "skills/catalogue.html", pages.catalogue(request.actor))


def create_skill(request: Request) -> HttpResponse:
    """A skill of one's own."""
    form = SkillForm(request.POST)
    if not form.is_valid():
        page = pages.catalogue(request.actor, form=form)
        return render(request, "skills/catalogue.html", page, status=422)
    operations.add_skill(**form.values, by=request.actor)
    messages.success(request, _("The skill is in the catalogue."))
    return redirect("skills:catalogue")


def read_skill(request: Request, pk: int) -> HttpResponse:
    """The words of one skill."""
    return render(request, "skills/skill.html", pages.skill(_skill(request, pk)))


def change_skill(request: Request, pk: int) -> HttpResponse:
    """Other words for a skill."""
    skill = _skill(request, pk)
    form = SkillForm(request.POST)
    if not form.is_valid():
        return render(request, "skills/skill.html", pages.skill(skill, form=form), status=422)
    operations.change_skill(skill, **form.values, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("skills:catalogue")


def retire_skill(request: Request, pk: int) -> HttpResponse:
    """Out of use, with everything that is known kept."""
    operations.retire_skill(_skill(request, pk), by=request.actor)
    messages.success(request, _("The skill is retired. What is known stays readable."))
    return redirect("skills:catalogue")


def bring_back_skill(request: Request, pk: int) -> HttpResponse:
    """In use again."""
    operations.bring_back_skill(_skill(request, pk), by=request.actor)
    return redirect("skills:catalogue")


def delete_skill(request: Request, pk: int) -> HttpResponse:
    """Gone, when nothing speaks of it."""
    operations.remove_skill(_skill(request, pk), by=request.actor)
    return redirect("skills:catalogue")


def list_profiles(request: Request) -> HttpResponse:
    """Every profile."""
    return render(request, "skills/profiles.html", pages.profiles(request.actor))


def create_profile(request: Request) -> HttpResponse:
    """A profile of one's own."""
    form = NewProfileForm(request.POST)
    if not form.is_valid():
        page = pages.profiles(request.actor, form=form)
        return render(request, "skills/profiles.html", page, status=422)
    names = {"en": form.cleaned_data["name"], get_language() or "en": form.cleaned_data["name"]}
    profile = operations.open_profile(names=names, by=request.actor)
    return redirect("skills:profile", profile.pk)


def read_profile(request: Request, pk: int) -> HttpResponse:
    """What one profile asks for."""
    return render(request, "skills/profile.html", pages.profile(_profile(request, pk)))


def change_profile(request: Request, pk: int) -> HttpResponse:
    """Weigh skills otherwise."""
    profile = _profile(request, pk)
    form = ProfileForm(request.POST, skills=queries.skills_in_use())
    if not form.is_valid():
        return render(request, "skills/profile.html", pages.profile(profile, form=form), status=422)
    operations.change_profile(
        profile, names=form.names, descriptions=form.descriptions, lines=form.lines, by=request.actor
    )
    messages.success(request, _("Saved."))
    return redirect("skills:profiles")


def copy_profile(request: Request, pk: int) -> HttpResponse:
    """Begin one's own from this one."""
    copy = operations.copy_profile(_profile(request, pk), by=request.actor)
    return redirect("skills:profile", copy.pk)


def delete_profile(request: Request, pk: int) -> HttpResponse:
    """Gone; those that came with Pult stay."""
    operations.remove_profile(_profile(request, pk), by=request.actor)
    return redirect("skills:profiles")


def _holder(request: Request, pk: int) -> Holder:
    return get_object_or_404(Holder.objects.visible_to(request.actor).members(), pk=pk)


def _skill(request: Request, pk: int) -> Skill:
    return get_object_or_404(Skill.objects.visible_to(request.actor), pk=pk)


def _profile(request: Request, pk: int) -> Profile:
    return get_object_or_404(queries.profiles(request.actor), pk=pk)


def _chosen(request: Request) -> Profile | None:
    """The profile that somebody is held against: the one that was asked for, else the first."""
    asked = request.GET.get("profile", "")
    found = queries.profiles(request.actor)
    return get_object_or_404(found, pk=asked) if asked.isdecimal() else found.first()
