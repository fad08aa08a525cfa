"""The screens of hiring."""
