"""The audit record of privileged acts."""
