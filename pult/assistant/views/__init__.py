"""The pages of the assistant, cut by noun."""

from .answers import create_mark, delete_mark, list_answers
from .bots import change_bot, change_chatter, create_bot, create_threshold, list_bots, list_chatter, read_bot
from .flows import (
    change_step,
    create_beginning,
    create_flow,
    create_publication,
    create_restoration,
    create_step,
    create_trial,
    delete_step,
    list_flows,
    read_flow,
)
from .suggestions import create_article, create_suggestion, list_suggestions

__all__ = [
    "change_bot",
    "change_chatter",
    "change_step",
    "create_article",
    "create_beginning",
    "create_bot",
    "create_flow",
    "create_mark",
    "create_publication",
    "create_restoration",
    "create_step",
    "create_suggestion",
    "create_threshold",
    "create_trial",
    "delete_mark",
    "delete_step",
    "list_answers",
    "list_bots",
    "list_chatter",
    "list_flows",
    "list_suggestions",
    "read_bot",
    "read_flow",
]
