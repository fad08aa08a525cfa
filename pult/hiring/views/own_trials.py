"""The new colleague's own page about their trial period."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request, signed_in
from pult.hiring import operations, queries
from pult.hiring.forms.checking import checked
from pult.hiring.forms.trials import OwnWordsForm
from pult.hiring.models import TrialReview


@signed_in
def read_own_trial(request: Request) -> HttpResponse:
    """Goals, dates, own words, what was agreed."""
    page = queries.own_trial(request.actor)
    forms = {
        one.review.pk: OwnWordsForm(
            initial={"text": one.review.own_words}, auto_id=f"words-{one.review.pk}-%s"
        )
        for one in (page.reviews if page else [])
        if one.may_write
    }
    reviews = [(one, forms.get(one.review.pk)) for one in page.reviews] if page else []
    return render(request, "hiring/own_trial.html", {"page": page, "reviews": reviews})


@signed_in
def create_words(request: Request, pk: int) -> HttpResponseBase:
    """How it goes, in one's own words."""
    mine = TrialReview.objects.of(request.actor)
    review = get_object_or_404(mine.select_related("trial"), pk=pk)
    operations.say_own_words(review, checked(OwnWordsForm(request.POST))["text"], by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("hiring:own-trial")
