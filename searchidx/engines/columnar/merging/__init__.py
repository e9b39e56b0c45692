"""Several segments into one."""
