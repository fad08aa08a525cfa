"""What saved views can ask about ratings."""

from collections.abc import Sequence

from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from pult.conversations.queries import Condition, Group, Kind, Looking, Operator, declare
from pult.foundation.eventlog.models import EventRecord

from .events import RatingGiven


def _rated(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    """As it was rated last: a customer may change their mind."""
    subject = Concat(Value("conversation:"), Cast(OuterRef("pk"), CharField()))
    given = EventRecord.objects.filter(name=RatingGiven.name, subject=subject, data__kind="csat")
    score = Subquery(
        given.order_by("-id").annotate(score=Cast(KT("data__score"), IntegerField())).values("score")[:1]
    )
    compared = GreaterThanOrEqual if operator == Operator.AT_LEAST else LessThanOrEqual
    return Q(ExpressionWrapper(compared(score, int(values[0])), output_field=BooleanField()))


RATING = declare(
    Condition(
        key="rating",
        label=_("Rating of the customer, 1 to 5"),
        kind=Kind.NUMBER,
        group=Group.STATE,
        q=_rated,
    )
)
