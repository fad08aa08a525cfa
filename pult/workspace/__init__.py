"""The agent's and supervisor's screens."""
