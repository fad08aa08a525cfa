"""Canned replies: offered while writing, and kept among the settings."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from pult.conversations import operations
from pult.conversations.models import CannedReply
from pult.conversations.queries import VARIABLES, canned_files_of, canned_for
from pult.conversations.types import Right
from pult.foundation.errors import DomainError
from pult.foundation.files import serving
from pult.foundation.web import Request, needs
from pult.workspace.forms.canned import CannedForm, initial_of
from pult.workspace.queries import people
from pult.workspace.queries.canned import articles_for, listed
from pult.workspace.queries.chats import member_of

from .answers import answer
from .conversations import opened

FORM = "workspace/canned/form.html"


@needs(Right.REPLY)
def offer_canned(request: Request, pk: int) -> HttpResponse:
    """What fits to what was typed behind the slash, ready to be sent to this customer."""
    ready = canned_for(opened(request, pk), actor=request.actor, typed=request.GET.get("q", "")[:40])
    return answer(request, "workspace/canned/options.html", {"ready": ready})


@needs(Right.REPLY)
def offer_articles(request: Request, pk: int) -> HttpResponse:
    """Published articles for what was typed behind two question marks; without a word, for what the customer wrote."""
    offered = articles_for(opened(request, pk), typed=request.GET.get("q", "")[:80])
    return answer(request, "workspace/canned/articles.html", {"offered": offered})


@needs(Right.REPLY)
def offer_colleagues(request: Request, pk: int) -> HttpResponse:
    """Who may read this conversation and is called like what was typed behind the at sign."""
    found = people.who_may_read(opened(request, pk), request.actor, typed=request.GET.get("q", "")[:40])
    return answer(request, "workspace/canned/people.html", {"people": found})


@needs(Right.REPLY)
def count_use(request: Request, pk: int) -> HttpResponse:
    """It was used."""
    reply = get_object_or_404(CannedReply.objects.visible_to(request.actor), pk=pk)
    operations.count_use(reply)
    return HttpResponse(status=204)


@needs(Right.REPLY)
def read_canned_file(request: Request, pk: int) -> HttpResponseBase:
    """A file that goes along with a canned reply."""
    found = get_object_or_404(canned_files_of(request.actor), pk=pk)
    return serving.answer(request, serving.Named(found.file, found.name))


@needs(Right.REPLY)
def list_canned(request: Request) -> HttpResponse:
    """One's own, one's departments', and everybody's."""
    page = listed(request.actor, after=request.GET.get("after"), before=request.GET.get("before"))
    context = {
        "replies": page.rows,
        "newer": page.before and f"?{urlencode({'before': page.before})}",
        "older": page.after and f"?{urlencode({'after': page.after})}",
    }
    return answer(request, "workspace/canned/list.html", context)


@needs(Right.REPLY)
def new_canned(request: Request) -> HttpResponse:
    """An empty form."""
    return _shown(request, _form(request, None))


@needs(Right.REPLY)
def create_canned(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Write one."""
    return _saved(request, CannedReply(), _form(request, request.POST, request.FILES))


@needs(Right.REPLY)
def edit_canned(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    reply = _changeable(request, pk)
    return _shown(request, _form(request, None, initial=initial_of(reply), reply=reply), reply)


@needs(Right.REPLY)
def change_canned(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Change one."""
    reply = _changeable(request, pk)
    return _saved(request, reply, _form(request, request.POST, request.FILES, reply=reply))


@needs(Right.REPLY)
def delete_canned(request: Request, pk: int) -> HttpResponseRedirect:
    """Drop one."""
    operations.drop_canned_reply(_changeable(request, pk), by=request.actor)
    return redirect("workspace:canned-replies")


def _saved(request: Request, reply: CannedReply, form: CannedForm) -> HttpResponse | HttpResponseRedirect:
    if not form.is_valid():
        return _shown(request, form, reply)
    try:
        operations.save_canned_reply(reply, **form.given, by=request.actor)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, form, reply)
    return redirect("workspace:canned-replies")


def _shown(request: Request, form: CannedForm, reply: CannedReply | None = None) -> HttpResponse:
    standing = reply if reply is not None and reply.pk else None
    context = {"form": form, "reply": standing, "variables": VARIABLES.items()}
    return answer(request, FORM, context)


def _form(request: Request, *given: Any, **how: Any) -> CannedForm:
    member = member_of(request.actor)
    if member is None and not request.actor.has(Right.SHARE_REPLIES):
        raise PermissionDenied
    return CannedForm(*given, actor=request.actor, member=member, **how)


def _changeable(request: Request, pk: int) -> CannedReply:
    return get_object_or_404(CannedReply.objects.changeable_by(request.actor), pk=pk)
