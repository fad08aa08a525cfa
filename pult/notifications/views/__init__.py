"""The screens of notifications: what one has been told, and how one wants to be told."""
