"""Tags for reports."""
