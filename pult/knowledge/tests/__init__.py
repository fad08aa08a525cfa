"""Stories of knowledge."""
