"""What the stories of the assistant share."""

from decimal import Decimal

import pytest

from pult.assistant import operations
from pult.assistant.queries import world
from pult.assistant.types import USES, UseRule

from .model_server import ModelServer, Reply
from .stage import Chat, bot_for, shelf


@pytest.fixture
def chat(kettle, monkeypatch):
    """The chat of Kettle & Co., its bot, and a visitor."""
    monkeypatch.setattr(world, "look_up", shelf)
    return Chat(kettle=kettle, bot=bot_for(kettle))


@pytest.fixture
def server():
    """A server on this machine that speaks the OpenAI protocol."""
    one = ModelServer()
    yield one
    one.close()


@pytest.fixture
def model(kettle, server):
    """That server as the model of Kettle & Co., with every use switched on and prices that are easy to reckon with."""
    server.plays(Reply(says={"total": 5, "words": ["two", "three"]}))
    operations.connect_model(
        address=server.address, model="small", key="sk-1", is_on=True, by=kettle.omar.actor,
        prices=(Decimal(1_000), Decimal(10_000)), monthly_limit=Decimal(50),
    )  # fmt: skip
    operations.change_uses({use: UseRule(is_on=True) for use in USES}, by=kettle.omar.actor)
    kettle.settle()
    server.requests.clear()
    return server
