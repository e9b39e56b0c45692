"""Files of every format with invented articles, and what an index must have of them."""
