"""Somebody is switched off: their work goes on without them."""

from pult.accounts import operations as accounts
from pult.routing import operations as routing
from pult.routing.types import Method
from pult.workforce import operations as workforce
from pult.workforce.types import Presence


def test_what_somebody_had_on_the_desk_goes_to_the_next(kettle):
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.lea.actor)
    workforce.set_presence(kettle.lea.member, Presence.OFFLINE, by=kettle.lea.actor)
    workforce.set_presence(kettle.mila.member, Presence.OFFLINE, by=kettle.mila.actor)
    conversation = kettle.conversation()
    assert conversation.assignee == kettle.ana.member
    workforce.set_presence(kettle.lea.member, Presence.AVAILABLE, by=kettle.lea.actor)
    accounts.switch_off(kettle.ana.person, by=kettle.omar.actor)
    kettle.settle()
    conversation.refresh_from_db()
    kettle.ana.member.refresh_from_db()
    assert conversation.assignee == kettle.lea.member
    assert kettle.ana.member.presence == Presence.OFFLINE
