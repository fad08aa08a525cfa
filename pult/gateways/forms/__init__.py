"""The door of contact forms: hosted pages, and the same embedded in pages of others."""
