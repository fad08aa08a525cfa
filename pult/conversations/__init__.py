"""The heart: conversations, their messages and their state."""
