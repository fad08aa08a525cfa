"""Documents as files: what comes in from folders, archives and other desks, and what goes out the same way. Pure."""
