"""Template tags of hiring."""
