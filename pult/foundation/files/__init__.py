"""Uploads: bounded, sniffed, sandboxed."""
