"""A status of the house means to clocks and rules what the fixed one means within which it stands."""

import pytest

from pult.conversations import operations as conversations
from pult.conversations.models import OwnStatus
from pult.conversations.types import Status, Tone
from pult.foundation.actors import SYSTEM
from pult.sla.models import Clock

pytestmark = pytest.mark.django_db


def test_the_clock_stands_still_while_the_house_waits_and_goes_on_after(kettle):
    leak = kettle.conversation()
    courier = conversations.save_own_status(
        OwnStatus(), names={"en": "Waiting for the courier"}, within=Status.ON_HOLD, tone=Tone.RISK, by=SYSTEM
    )
    resolution = Clock.objects.filter(conversation=leak, target="resolution")
    assert resolution.get().running_since is not None
    conversations.set_own_status(leak, courier, by=kettle.ana.actor)
    kettle.settle()
    assert resolution.get().running_since is None
    conversations.reopen(leak, by=kettle.ana.actor)
    kettle.settle()
    assert resolution.get().running_since is not None
