"""What searchidx is measured against; each module imports its peer only when it is used."""
