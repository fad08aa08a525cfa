"""Scorecards: one instrument for every judgement of people's work, blind, with evidence, and with its agreement."""
