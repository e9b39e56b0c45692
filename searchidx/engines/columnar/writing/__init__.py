"""From documents to new segments and a new state."""
