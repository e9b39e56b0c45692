"""From the typed query to the plan that an engine runs."""
