"""How long people really work on conversations."""
