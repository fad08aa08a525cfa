"""The database that Pult brings along, and locks that many processes share."""
