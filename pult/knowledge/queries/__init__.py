"""Questions about what the department knows."""
