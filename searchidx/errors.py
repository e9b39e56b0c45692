"""Every error that searchidx raises on purpose.

All of them are subclasses of `SearchError`. The text of each error is written for users and says what to do
next.
"""


class SearchError(Exception):
    """The base class of all errors of searchidx. Its `str()` is a message for users.

    The class itself is raised if the operating system refuses to read or write the folder of an index, if a
    search gets a negative `limit` or `offset`, or if a change is used or committed after it has ended. An
    error that cancels a change ends it, too.
    """


class ReadError(SearchError):
    """A file or folder, or one line of a file, cannot be read as articles."""


class SynonymsError(SearchError):
    """A file or a text of synonyms cannot be read. The message names the file and the line."""


class IndexMissingError(SearchError):
    """There is no index in the folder."""


class IndexExistsError(SearchError):
    """A new index cannot be created in the folder, because the folder contains an index or other files."""


class IndexFormatError(SearchError):
    """The index was created by another version of searchidx or another program, or is damaged.

    An index is also damaged if it lacks a file, or if its list of indexed files cannot be read.
    """


class IndexLockedError(SearchError):
    """The index cannot be changed now, because another change is under way."""


class DocumentError(SearchError):
    """A document cannot be indexed, because it has no id or a value of a type that cannot be stored."""


class WorkerError(SearchError):
    """A worker process failed or ended during a change to the index. The change is undone."""


class PeriodError(SearchError):
    """A text names no period of time. The message shows the text and says what to write instead."""


class QuerySyntaxError(SearchError):
    """A query cannot be read. `str()` shows the reason, the query, and a caret under the position.

    Attributes:
        reason: one or more sentences that say what is wrong and what to do.
        query: the query exactly as typed.
        position: the offset in `query` at which reading failed, in codepoints.
    """

    def __init__(self, reason: str, query: str, position: int) -> None:
        super().__init__(reason, query, position)
        self.reason = reason
        self.query = query
        self.position = position

    def __str__(self) -> str:
        return self.shown(80)

    def shown(self, columns: int) -> str:
        """Return the message for a terminal that is `columns` wide. The query is cut, the reason is not."""
        from searchidx.query.caret import point_at

        return f"{self.reason}\n{point_at(self.query, self.position, columns)}"
