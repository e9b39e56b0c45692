"""Everything searchidx raises on purpose: one base class, and a sentence that says what to do next."""


class SearchError(Exception):
    """Base of all errors of searchidx; its text is a full sentence fit to be shown to a user."""


class ReadError(SearchError):
    """A file or folder could not be read as articles."""


class IndexMissingError(SearchError):
    """There is no index in the named folder."""


class IndexExistsError(SearchError):
    """The folder already holds an index, or something that is not one."""


class IndexFormatError(SearchError):
    """The index was made by another version or another configuration, or its files are damaged."""


class IndexLockedError(SearchError):
    """Another process is writing to the index."""


class DocumentError(SearchError):
    """A document cannot be indexed as it is."""


class WorkerError(SearchError):
    """A worker process failed or ended; the update that it worked for is undone."""


class QuerySyntaxError(SearchError):
    """A query that cannot be read; `str()` shows the query with a caret under the place.

    `query` is the text as typed and `position` the code point in it where reading failed.
    """

    def __init__(self, reason: str, query: str, position: int) -> None:
        super().__init__(reason, query, position)
        self.reason = reason
        self.query = query
        self.position = position

    def __str__(self) -> str:
        return self.shown(80)

    def shown(self, columns: int) -> str:
        """Return the reason, and the place in the query in lines of at most so many columns."""
        from searchidx.query.caret import pointing

        return f"{self.reason}\n{pointing(self.query, self.position, columns)}"
