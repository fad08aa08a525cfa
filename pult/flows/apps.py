"""Flows as a Django application."""

from importlib import import_module

from django.apps import AppConfig

STORIES = (
    "candidate_hired",
    "new_conversation",
    "conversation_reopened",
    "conversation_solved",
    "customer_erased",
    "customer_restricted",
    "conversation_transferred",
    "inbox_restricted",
    "invitation_accepted",
    "member_left",
    "member_moved",
    "person_switched_off",
    "spam_marked",
    "status_changed",
    "trial_over",
)


class FlowsConfig(AppConfig):
    """Stories that cross contexts, in order; calls only."""

    name = "pult.flows"
    label = "flows"

    def ready(self) -> None:
        """Listen for facts."""
        for story in STORIES:
            import_module(f"pult.flows.{story}")
