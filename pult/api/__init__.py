"""The API: /api/v1, typed and documented by itself."""
