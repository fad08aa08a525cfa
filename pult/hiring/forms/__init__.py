"""The forms of hiring."""
