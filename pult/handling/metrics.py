"""The figure that handling understands. Changing its definition raises its version."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

AHT = declare(
    Metric(
        key="handling.aht",
        label=_("Average handling time (AHT)"),
        definition=_(
            "The time that everybody together worked on the conversations solved in the period, divided by their"
            " number, by who solved them. A moment counts while the page of the conversation is in front and something"
            " was done on it within the last two minutes; it counts for one conversation only. Conversations on which"
            " no work was seen do not count."
        ),
        unit=Unit.SECONDS,
        kind=Kind.AVERAGE,
        is_neutral=True,
    )
)
