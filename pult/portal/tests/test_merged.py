"""A customer's request that was merged into another one of theirs."""

from pult.conversations import operations
from pult.portal.queries import requests as portal


def test_the_customer_finds_the_whole_under_either_number(kettle):
    leaks, still = kettle.conversation(), kettle.conversation()
    operations.merge(still, into=leaks, by=kettle.ana.actor)
    customer = leaks.customer
    assert portal.request_of(customer, still.pk) == leaks
    assert [row.conversation for row in portal.requests_of(customer, show=portal.Show.ALL).rows] == [leaks]
    other = kettle.conversation("dora@example.org").customer
    assert portal.request_of(other, still.pk) is None
