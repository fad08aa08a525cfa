"""The figures that the assistant understands. Changing a definition raises its version."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

CONTAINMENT = declare(
    Metric(
        key="assistant.containment",
        label=_("Bot containment"),
        definition=_(
            "Talks that the bot ended with the visitor saying that it helped, divided by all talks that the bot ended"
            " in the period. A visitor who falls silent is in the whole but never counted as helped."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
HANDED_OVER = declare(
    Metric(
        key="assistant.handed_over",
        label=_("Bot hand-over"),
        definition=_(
            "Talks that went from the bot to a person, divided by all talks that the bot ended in the period. The rest"
            " was contained, finished by the flow, or fell silent."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        lower_is_better=True,
    )
)
ACCEPTED = declare(
    Metric(
        key="assistant.accepted",
        label=_("Bot answers that helped"),
        definition=_(
            "Answers of the bot of which the visitor said that they helped, and that nobody marked wrong, divided by"
            " all answers of which somebody said anything, by when the answer was given."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
