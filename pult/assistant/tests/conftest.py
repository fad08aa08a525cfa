"""What the stories of the assistant share."""

import pytest

from pult.assistant.queries import world

from .stage import Chat, bot_for, shelf


@pytest.fixture
def chat(kettle, monkeypatch):
    """The chat of Kettle & Co., its bot, and a visitor."""
    monkeypatch.setattr(world, "look_up", shelf)
    return Chat(kettle=kettle, bot=bot_for(kettle))
