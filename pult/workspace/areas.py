"""The desk's areas in the rail."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Right as AccountRight
from pult.conversations.types import Right as ConversationRight
from pult.customers.types import Right as CustomerRight
from pult.inboxes.types import Right as InboxRight
from pult.routing.types import Right as RoutingRight
from pult.ui.navigation import Area, Dock, Palette, Place, declare, declare_dock, declare_palette
from pult.workforce.types import Right as WorkforceRight

INBOX = declare(
    Area(
        label=pgettext_lazy("area", "Inbox"),
        icon="inbox",
        url_name="workspace:conversations",
        right=ConversationRight.READ,
        order=100,
    )
)
SEARCH = declare(
    Area(
        label=_("Search"),
        icon="search",
        url_name="workspace:search",
        right=ConversationRight.READ,
        order=150,
    )
)
LIVE = declare(
    Area(
        label=pgettext_lazy("chats of now", "Live"),
        icon="broadcast",
        url_name="workspace:live",
        right=RoutingRight.WATCH,
        order=110,
    )
)
CUSTOMERS = declare(
    Area(
        label=_("Customers"),
        icon="address-book",
        url_name="workspace:customers",
        right=CustomerRight.READ,
        order=200,
    )
)
TEAM = declare(
    Area(
        label=pgettext_lazy("area", "Team"),
        icon="users-group",
        url_name="workspace:team",
        right=WorkforceRight.READ,
        order=400,
    )
)
INBOXES = declare(
    Area(
        label=_("Inboxes"),
        icon="at",
        url_name="workspace:inboxes",
        right=InboxRight.MANAGE,
        order=110,
        place=Place.SETTINGS,
    )
)
CANNED = declare(
    Area(
        label=_("Canned replies"),
        icon="message-reply",
        url_name="workspace:canned-replies",
        right=ConversationRight.REPLY,
        order=230,
        place=Place.SETTINGS,
    )
)
STATUSES = declare(
    Area(
        label=_("Statuses"),
        icon="circle-dot",
        url_name="workspace:own-statuses",
        right=ConversationRight.MANAGE_STATUSES,
        order=235,
        place=Place.SETTINGS,
    )
)
PURPOSES = declare(
    Area(
        label=_("Consent"),
        icon="checkbox",
        url_name="workspace:purposes",
        right=CustomerRight.MANAGE,
        order=240,
        place=Place.SETTINGS,
    )
)
RESTRICTED = declare(
    Area(
        label=_("Restricted customers"),
        icon="lock",
        url_name="workspace:restricted",
        right=CustomerRight.RESTRICT,
        order=245,
        place=Place.SETTINGS,
    )
)
JOBS = declare(
    Area(
        label=_("Background jobs"),
        icon="activity",
        url_name="system:jobs",
        right=AccountRight.MANAGE_SYSTEM,
        order=810,
        place=Place.SETTINGS,
    )
)
declare_dock(Dock(url_name="workspace:dock", right=ConversationRight.REPLY))
declare_palette(Palette(url_name="workspace:palette", right=ConversationRight.READ))
