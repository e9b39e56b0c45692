"""From files and folders to an index that matches them."""
