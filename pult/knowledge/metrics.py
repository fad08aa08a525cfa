"""The figures that knowledge understands. Changing a definition raises its version."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

SELF_SERVICE = declare(
    Metric(
        key="knowledge.self_service",
        label=_("Self-service rate"),
        definition=_(
            "Of all visits to the help centre in which an article was read or a request was made within 24 hours, the"
            " share in which an article was read and no request was made. A visit is one browser on one day; requests"
            " by mail and telephone cannot be seen in it."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
DEFLECTION = declare(
    Metric(
        key="knowledge.deflection",
        label=_("Deflection"),
        definition=_(
            "Of all visits to the help centre in which an article was read, the share after which no request was made"
            " by form or chat within 24 hours of their beginning."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
EMPTY_SEARCHES = declare(
    Metric(
        key="knowledge.empty_searches",
        label=_("Searches without a result"),
        definition=_(
            "Of all searches in the help centre, the widget and the forms, the share that found nothing at all."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
        lower_is_better=True,
    )
)
USEFULNESS = declare(
    Metric(
        key="knowledge.usefulness",
        label=_("Articles that helped"),
        definition=_(
            "Of all readers who said whether an article helped them, the share who said yes, with Wilson’s interval."
            " Who changes their mind on the same day counts once, as it stands now."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
        by_inbox=False,
    )
)
