"""Stories of what happens by itself."""
