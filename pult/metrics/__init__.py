"""The ledger of what was measured: declared metrics, facts, roll-ups by day."""
