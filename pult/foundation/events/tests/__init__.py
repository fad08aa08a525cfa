"""Tests of facts and of how they are told."""
