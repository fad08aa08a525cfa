"""People and companies who ask, with their identities."""
