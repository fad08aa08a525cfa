"""The pages of knowledge, cut by noun."""
