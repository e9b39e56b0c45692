"""Which documents match a plan, and in which order."""
