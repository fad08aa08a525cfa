"""The figures that conversations understand. Changing a definition raises its version."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, TimeKind, Unit, declare

RECEIVED = declare(
    Metric(
        key="conversations.received",
        label=_("Received"),
        definition=_(
            "Conversations that began in the period, by the department they came to. Role plays and mystery contacts"
            " do not count."
        ),
        unit=Unit.COUNT,
        kind=Kind.COUNT,
    )
)
SOLVED = declare(
    Metric(
        key="conversations.solved",
        label=_("Solved"),
        definition=_(
            "Conversations solved in the period, by who solved them. One that is reopened leaves the count until it"
            " is solved again."
        ),
        unit=Unit.COUNT,
        kind=Kind.COUNT,
    )
)
BACKLOG = declare(
    Metric(
        key="conversations.backlog",
        label=_("Backlog"),
        definition=_(
            "Conversations neither solved nor closed at the end of the period, by the department and the person who"
            " had them."
        ),
        unit=Unit.COUNT,
        kind=Kind.LEVEL,
        lower_is_better=True,
    )
)
FIRST_RESPONSE = declare(
    Metric(
        key="conversations.first_response",
        label=_("First response time"),
        definition=_(
            "From the customer’s first message to the first reply that a person sent them, in the department’s"
            " opening hours, by when the reply was sent and who sent it. Conversations that the staff began and"
            " automatic replies do not count."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        lower_is_better=True,
        time=TimeKind.BUSINESS,
    )
)
NEXT_RESPONSE = declare(
    Metric(
        key="conversations.next_response",
        label=_("Next response time"),
        definition=_(
            "From the oldest unanswered message of the customer to the next reply that a person sent, in the"
            " department’s opening hours. First replies do not count."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        lower_is_better=True,
        time=TimeKind.BUSINESS,
    )
)
RESOLUTION = declare(
    Metric(
        key="conversations.resolution",
        label=_("Resolution time"),
        definition=_(
            "From the beginning of a conversation to when it was last solved, in the department’s opening hours, by"
            " when and by whom it was solved. A reopened conversation leaves the figure until it is solved again."
        ),
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        lower_is_better=True,
        time=TimeKind.BUSINESS,
    )
)
REPLIES = declare(
    Metric(
        key="conversations.replies_to_resolution",
        label=_("Replies to resolution"),
        definition=_(
            "Replies that people sent to the customer before the conversation was last solved; those of the bot do"
            " not count. The figure is the median."
        ),
        unit=Unit.COUNT,
        kind=Kind.DURATION,
        lower_is_better=True,
        version=2,
    )
)
REOPENED = declare(
    Metric(
        key="conversations.reopen_rate",
        label=_("Reopen rate"),
        definition=_(
            "Of all times a conversation was solved in the period, the share after which it was opened again."
            " Recent solutions can still be reopened, so the last days look better than they will stay."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        lower_is_better=True,
    )
)
TRANSFERRED = declare(
    Metric(
        key="conversations.transferred",
        label=_("Transfers"),
        definition=_(
            "How often a conversation was handed to another department, by the one that handed it over."
        ),
        unit=Unit.COUNT,
        kind=Kind.COUNT,
        lower_is_better=True,
    )
)
