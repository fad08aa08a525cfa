"""Forgetting what other systems have said."""

from datetime import datetime

from pult.customers.models import Customer
from pult.panels.models import Answer


def forget_answers_about(customer: Customer) -> int:
    """Forget what was said of a customer; how much it was."""
    return Answer.objects.filter(customer=customer).delete()[0]


def forget_old_answers(*, at: datetime) -> int:
    """Forget what is not shown any more; how much it was."""
    return Answer.objects.filter(expires_at__lte=at).delete()[0]
