"""Which synonyms did the owner of an index give it, and which other forms do they give the words of a query?

`rules.py` has the public value `Synonyms`. `solr_format.py` parses a file of synonyms. `stored.py` turns
synonyms into a text that is part of the metadata of every state of an index, and this text into a table. A
search loads `stored.py` only if the index has synonyms.
"""

from __future__ import annotations

from typing import Final

METADATA_NAME: Final = "synonyms"
"""The name of the text of `stored.py` in the metadata of an index. An index without synonyms lacks it."""
