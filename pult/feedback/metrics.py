"""The figures that feedback understands."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

CSAT = declare(
    Metric(
        key="feedback.csat",
        label=_("Customer satisfaction (CSAT)"),
        definition=_(
            "Of all ratings given in the period, the share of 4 and 5 on the scale of five, by the department and the"
            " person who had solved the conversation, with Wilson’s interval. A changed rating counts once, as it"
            " stands now. Customers are asked once per conversation, after it was solved."
        ),
        unit=Unit.PERCENT,
        kind=Kind.RATING,
    )
)
NPS = declare(
    Metric(
        key="feedback.nps",
        label=_("Recommendation (NPS)"),
        definition=_(
            "The share of 9 and 10 minus the share of 0 to 6 among all answers from 0 to 10 given in the period to the"
            " question whether customers would recommend us, in points. Below thirty answers, or when all are of one"
            " kind, it is shaky and has no trend."
        ),
        unit=Unit.POINTS,
        kind=Kind.PROMOTION,
    )
)
CES = declare(
    Metric(
        key="feedback.ces",
        label=_("Easy to get help (CES)"),
        definition=_(
            "Of all answers from 1 to 7 given in the period to the statement that we made it easy, the share of 5 to 7,"
            " with Wilson’s interval. The mean stands beside it in the results of the survey."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
RESPONSE_RATE = declare(
    Metric(
        key="feedback.response_rate",
        label=_("Response rate"),
        definition=_("Of all customers asked in the period, the share who gave a rating."),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
