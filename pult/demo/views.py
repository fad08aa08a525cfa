"""The pages of the demo."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from . import buying, operations, queries
from .forms import LetterForm
from .guarding import only_in_demo


@only_in_demo
def read_demo(request: HttpRequest) -> HttpResponse:
    """Who can sign in, a form to write as a customer, and what customers received."""
    return render(request, "demo/demo.html", {**queries.page(), "form": LetterForm(initial=queries.WRITER)})


@only_in_demo
def read_shop(request: HttpRequest) -> HttpResponse:
    """A shop with the chat on its page."""
    return render(request, "demo/shop.html", {"products": queries.products(), "widget": queries.shop_chat()})


@only_in_demo
def read_orders(request: HttpRequest) -> HttpResponse:
    """What the shop's own system answers when the desk asks it about a customer."""
    if not buying.is_ours(request.headers.get("Authorization", "")):
        return JsonResponse({"error": "unauthorized"}, status=401)
    found = buying.orders_of(request.GET.get("email", ""))
    return JsonResponse(found) if found else JsonResponse({"error": "unknown"}, status=404)


@only_in_demo
def read_buyer(request: HttpRequest) -> HttpResponse:
    """A customer's page in the shop's own system, for those who work here."""
    if not request.user.is_authenticated:
        raise Http404
    found = buying.orders_of(request.GET.get("email", ""))
    return render(request, "demo/buyer.html", {"found": found, "email": request.GET.get("email", "")})


@only_in_demo
def create_session(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the staff with one click."""
    person = queries.colleague(request.POST.get("email", ""))
    if person is None:
        raise Http404
    login(request, person)
    return redirect("/app/")


@only_in_demo
def create_letter(request: HttpRequest) -> HttpResponse:
    """Write to the desk."""
    form = LetterForm(request.POST, extra=request.POST.get("answering", ""))
    if not form.is_valid():
        return render(request, "demo/demo.html", {**queries.page(), "form": form}, status=422)
    written = dict(form.cleaned_data)
    answers = queries.letter(written.pop("answers") or 0)
    operations.write_as_customer(**written, answers=answers)
    messages.success(request, _("Sent. It is on its way to the desk."))
    return redirect("demo:demo")


@only_in_demo
def read_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as the customer sees it, with a form to answer."""
    letter = queries.letter(pk)
    if letter is None:
        raise Http404
    form = LetterForm(initial=queries.answer_to(letter), extra=letter.answer_to)
    return render(request, "demo/letter.html", {"letter": letter, "form": form})
