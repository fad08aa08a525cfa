"""What is split off has a clock of its own (rule 10 of the definitions)."""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.sla.models import Clock
from pult.sla.types import Target


def test_a_split_begins_a_new_clock_and_the_old_one_owes_no_answer_more(kettle):
    leak = kettle.conversation(subject="My kettle leaks")
    kettle.reply(leak, text="Please send a photo.")
    asks = kettle.mail("carl@example.org", "Re", "Where is my invoice?", claimed=leak.pk).message
    kettle.settle()
    made = conversations.split(
        Conversation.objects.get(pk=leak.pk), messages=[asks.pk], subject="Invoice", by=kettle.ana.actor
    )
    kettle.settle()
    started = Clock.objects.get(conversation=made, target=Target.FIRST_RESPONSE)
    assert started.started_at == made.opened_at > asks.at
    running = Clock.objects.unstopped().filter(conversation=leak).values_list("target", flat=True)
    assert list(running) == [Target.RESOLUTION]
