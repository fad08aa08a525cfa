"""The append-only log of facts, as tables."""
