"""The screens of routing."""
