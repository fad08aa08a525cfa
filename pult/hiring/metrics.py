"""The figures that hiring understands."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

APPLICATIONS = declare(
    Metric(
        key="hiring.applications",
        label=_("Applications"),
        definition=_("Applications that came in the period, by whatever way. The same again counts once."),
        unit=Unit.COUNT,
        kind=Kind.COUNT,
        by_inbox=False,
    )
)
FIRST_ANSWER = declare(
    Metric(
        key="hiring.first_answer",
        label=_("Time to the first answer to a candidate"),
        definition=_(
            "From the application to the first letter or decision by a person, in wall-clock time, for applications"
            " that were answered in the period. The automatic confirmation does not count."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        by_inbox=False,
        lower_is_better=True,
    )
)
CANDIDATE_RATING = declare(
    Metric(
        key="hiring.candidate_rating",
        label=_("Rating by candidates"),
        definition=_(
            "How satisfied candidates were with how they were treated, asked some days after the end, whatever the"
            " outcome: the share of 4 and 5 of five. Answers are anonymous; they count on the day their wave closes, if"
            " so many answered that they may be shown."
        ),
        unit=Unit.PERCENT,
        kind=Kind.RATING,
        by_inbox=False,
    )
)
OFFERS_ACCEPTED = declare(
    Metric(
        key="hiring.offers_accepted",
        label=_("Offers that were accepted"),
        definition=_(
            "Of all offers that were accepted, declined or expired in the period, the share that was accepted."
            " Offers that the house took back do not count."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
TIME_TO_HIRE = declare(
    Metric(
        key="hiring.time_to_hire",
        label=_("Time to hire"),
        definition=_(
            "From the day an opening was published to the day somebody was hired for it, in wall-clock time, for hires"
            " of the period."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        by_inbox=False,
        lower_is_better=True,
    )
)
ANSWERED = declare(
    Metric(
        key="hiring.answered",
        label=_("Rejected candidates who got an answer"),
        definition=_(
            "Of all applications rejected in the period, the share whose candidate was written to by a person."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
TRIALS_KEPT = declare(
    Metric(
        key="hiring.trials_kept",
        label=_("Trial periods after which people stay"),
        definition=_(
            "Of all trial periods that were decided in the period, the share in which the new colleague was kept."
            " Who has left before the decision does not count."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
