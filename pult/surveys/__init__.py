"""Surveys: one engine for every question that is asked of anybody."""
