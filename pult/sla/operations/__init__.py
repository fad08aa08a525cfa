"""The verbs of service levels, cut by noun: clocks, missed targets, policies."""

from .adding import add_up
from .clocks import follow_priority, follow_status, owe_response, start_clocks, stop_responses
from .following import follow_company, follow_conversation, follow_customers
from .hours import follow_hours
from .merging import merge_clocks, part_clocks, release_responses
from .missed import mark_missed, warn_near
from .policies import change_policy, drop_policy, move_policy, open_default_policy, open_policy, set_promises
from .spam import drop_clocks, take_up_clocks

__all__ = [
    "add_up",
    "change_policy",
    "drop_clocks",
    "drop_policy",
    "follow_company",
    "follow_conversation",
    "follow_customers",
    "follow_hours",
    "follow_priority",
    "follow_status",
    "mark_missed",
    "merge_clocks",
    "move_policy",
    "open_default_policy",
    "open_policy",
    "owe_response",
    "part_clocks",
    "release_responses",
    "set_promises",
    "start_clocks",
    "stop_responses",
    "take_up_clocks",
    "warn_near",
]
