"""What happens to every new conversation."""

from pult.assistant import operations as assistant
from pult.automation import operations as automation
from pult.conversations import operations as conversations
from pult.conversations.events import ConversationOpened
from pult.conversations.queries import one_of_all
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.gateways.chat import queries as chat
from pult.routing import operations as routing
from pult.sla import operations as sla


@subscribe(ConversationOpened)
def new_conversation(event: ConversationOpened) -> None:
    """Its fields begin, the rules have their say, its clocks start, the bot or somebody gets it; not what is apart."""
    if event.is_apart:
        return
    conversations.begin_fields(event.conversation_id, by=SYSTEM, at=event.at)
    automation.run(event)
    conversation = one_of_all(event.conversation_id)
    if conversation is None:
        return
    sla.start_clocks(conversation, at=event.at, is_asked=event.is_asked)
    if conversation.is_resolved:
        return
    if not assistant.takes(conversation, page=chat.page_of(conversation), at=event.at):
        routing.place(conversation, at=event.at)
