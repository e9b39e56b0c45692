"""Queries: parsed once to what was typed, planned once to what runs."""
