"""Engines, which store documents and rank those that match a plan.

`base` is the protocol of an engine, `plan` is what an engine runs.
"""
