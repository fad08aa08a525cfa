"""Stories across contexts, guards of the whole code base, and browser journeys."""
