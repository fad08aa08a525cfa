"""The pages of the chat door: for visitors' browsers, and its settings."""
