"""The floor: database, events, jobs, live, web, files, text, settings. No business words."""
