"""What everybody keeps for themselves: profile, security, sessions, tokens."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.accounts import operations, queries
from pult.accounts.forms import ProfileForm, TokenForm
from pult.accounts.models import Person, Token
from pult.foundation.web import Request


def read_profile(request: Request) -> HttpResponse:
    """Name, language, look."""
    return render(request, "accounts/profile.html", {"form": ProfileForm(person=_me(request))})


def change_profile(request: Request) -> HttpResponse:
    """What was chosen shows at once."""
    form = ProfileForm(request.POST, person=_me(request))
    if not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form}, status=422)
    operations.change_profile(_me(request), **form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Your profile is saved."))
    return redirect("accounts:profile")


def read_security(request: Request) -> HttpResponse:
    """Password, address, second factors, other ways to sign in."""
    return render(request, "accounts/security.html", {"security": queries.security_of(_me(request))})


def read_sessions(request: Request) -> HttpResponse:
    """Where this person is signed in."""
    sessions = queries.sessions_of(_me(request))
    context = {"sessions": sessions, "here": request.session.session_key}
    return render(request, "accounts/sessions.html", context)


def end_session(request: Request, pk: int) -> HttpResponse:
    """Sign out in one other place."""
    operations.end_sessions(_me(request), only=pk, by=request.actor)
    return redirect("accounts:sessions")


def end_other_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    operations.end_sessions(_me(request), keep=request.session.session_key, by=request.actor)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:sessions")


def read_tokens(request: Request) -> HttpResponse:
    """Keys for programs."""
    context = {"tokens": queries.tokens_of(_me(request)), "form": TokenForm(), "now": timezone.now()}
    return render(request, "accounts/tokens.html", context)


def issue_token(request: Request) -> HttpResponse:
    """A new key; this answer is the only one that carries it."""
    form, tokens = TokenForm(request.POST), queries.tokens_of(_me(request))
    context = {"tokens": tokens, "form": form, "now": timezone.now()}
    if not form.is_valid():
        return render(request, "accounts/tokens.html", context, status=422)
    days = form.cleaned_data.pop("days")
    expires_at = timezone.now() + timedelta(days=days) if days else None
    _token, secret = operations.issue_token(
        _me(request), by=request.actor, expires_at=expires_at, **form.cleaned_data
    )
    answer = render(request, "accounts/tokens.html", context | {"secret": secret, "form": TokenForm()})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def revoke_token(request: Request, pk: int) -> HttpResponse:
    """The key is useless from now on."""
    token = get_object_or_404(Token.objects.visible_to(request.actor), pk=pk)
    operations.revoke_token(token, by=request.actor)
    messages.success(request, _("The token is revoked."))
    if token.person_id == request.actor.person_id:
        return redirect("accounts:tokens")
    return redirect("accounts:person", pk=token.person_id)


def _me(request: Request) -> Person:
    me: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    return me
