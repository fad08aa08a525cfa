"""The figures of waiting. Each names its formula, for several go by one name. Changing one raises its version."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

WAITING = declare(
    Metric(
        key="routing.waiting_time",
        label=_("Waiting time of chats"),
        definition=_(
            "From coming into the queue to being answered, leaving, or being told that nobody can answer. The figure is"
            " the median of all who waited."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        lower_is_better=True,
    )
)
ASA = declare(
    Metric(
        key="routing.asa",
        label=_("Average speed of answer"),
        definition=_(
            "The waiting of the answered chats, divided by their number. Chats that nobody answered do not count."
        ),
        unit=Unit.SECONDS,
        kind=Kind.AVERAGE,
        lower_is_better=True,
    )
)
ABANDONED = declare(
    Metric(
        key="routing.abandonment",
        label=_("Abandonment"),
        definition=_("Of all chats that came into the queue, the share that left before somebody answered."),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        lower_is_better=True,
    )
)
ABANDONED_LATER = declare(
    Metric(
        key="routing.abandonment_without_short",
        label=_("Abandonment without short ones"),
        definition=_(
            "Like abandonment, without those who left within the department’s limit for short ones (10 seconds unless"
            " set); they are in neither part of the fraction."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        lower_is_better=True,
    )
)
SILENT = declare(
    Metric(
        key="routing.silent_abandonment",
        label=_("Silent abandonment"),
        definition=_(
            "Of all chats that were solved, the share in which the customer’s last message was never answered. A"
            " thank-you that nobody answered counts too, so the true share is not higher."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        lower_is_better=True,
    )
)
SERVICE_LEVEL = declare(
    Metric(
        key="routing.service_level",
        label=_("Service level of chats"),
        definition=_(
            "Answered within T ÷ (offered − abandoned within T). T is set for each department, 20 seconds at first. At"
            " least five formulas go by this name; this is the one that leaves early leavers out."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
CONCURRENCY = declare(
    Metric(
        key="routing.concurrency",
        label=_("Chats at once"),
        definition=_(
            "How many chats somebody had whenever they took one, that one counted. The figure is the mean."
        ),
        unit=Unit.COUNT,
        kind=Kind.AVERAGE,
    )
)
