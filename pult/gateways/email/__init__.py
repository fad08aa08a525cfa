"""The mail door: in by SMTP and raw files, out through the outbox."""
