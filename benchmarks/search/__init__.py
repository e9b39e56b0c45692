"""Speed, memory and size of searchidx beside its peers, on the same articles in the same run."""
