"""Every error that searchidx raises on purpose.

All are subclasses of `SearchError`. The text of each is written for a user, and says what to do next.
"""


class SearchError(Exception):
    """The base class of all errors of searchidx; `str()` is a message that can be shown to a user.

    The class itself is raised if the operating system refuses to read or write the folder of an index, or if
    a search is given a negative `limit` or `offset`.
    """


class ReadError(SearchError):
    """A file or folder, or one line of a file, cannot be read as articles."""


class IndexMissingError(SearchError):
    """There is no index in the folder."""


class IndexExistsError(SearchError):
    """A new index cannot be made in the folder, because it holds an index or other files."""


class IndexFormatError(SearchError):
    """The index was made by another version of searchidx, or its files are damaged."""


class IndexLockedError(SearchError):
    """The index cannot be changed now, because another change is under way."""


class DocumentError(SearchError):
    """A document cannot be indexed: it has no id, or a value of a type that cannot be stored."""


class WorkerError(SearchError):
    """A worker process failed or ended while it indexed documents. The change is undone."""


class QuerySyntaxError(SearchError):
    """A query cannot be read. `str()` gives the reason, and the query with a caret under the place.

    `reason` is a sentence, `query` the text as typed, and `position` the code point in it where reading
    failed.
    """

    def __init__(self, reason: str, query: str, position: int) -> None:
        super().__init__(reason, query, position)
        self.reason = reason
        self.query = query
        self.position = position

    def __str__(self) -> str:
        return self.shown(80)

    def shown(self, columns: int) -> str:
        """Return the message with the query cut to fit a terminal of that many columns."""
        from searchidx.query.caret import pointing

        return f"{self.reason}\n{pointing(self.query, self.position, columns)}"
