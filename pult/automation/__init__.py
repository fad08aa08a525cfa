"""Automation: what happens upon facts and by the clock, and several acts in one click."""
