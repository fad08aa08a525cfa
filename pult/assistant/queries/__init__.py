"""Questions about the assistant, cut by noun: the world that the bot sees, bots and flows, answers."""

from .world import bot_for, chatter_known, world_of

__all__ = ["bot_for", "chatter_known", "world_of"]
