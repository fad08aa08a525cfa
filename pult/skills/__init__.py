"""What people can do: the catalogue, profiles, and a ledger of evidence from application to exit."""
