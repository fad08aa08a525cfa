"""Who gets a conversation next."""
