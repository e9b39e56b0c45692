"""The questions that an index answers: searches, counts, documents and terms.

`Index` (index.py) adds what creates and changes an index. `answer.py` answers a search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from searchidx.answer import answer
from searchidx.error_guards import verify_on_unexpected_error
from searchidx.highlight import SNIPPET_LENGTH
from searchidx.request import Request, find_complete, plan_request
from searchidx.synonyms import METADATA_NAME

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from analyzers.form_table import FormTable
    from searchidx.engines.base import Searcher, TopDocuments
    from searchidx.filters import Filters, SearchArguments
    from searchidx.model import Copies, Document, MarkedDocument, Results, Sort, Unit
    from searchidx.synonyms.rules import Synonyms


class SearchableIndex:
    """One committed state of an index, which answers questions. `Index` says what threads may do.

    `keywords` has the keyword fields of the index in addition to `source`, `category` and `author`.
    """

    def __init__(self, searcher: Searcher, keywords: tuple[str, ...]) -> None:
        self._searcher = searcher
        self.keywords = keywords

    def __len__(self) -> int:
        """Return the number of documents. Deleted documents do not count."""
        return self._searcher.document_count()

    def __contains__(self, identifier: object) -> bool:
        """Return whether there is a document with this id. A value that is not a string is no id."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            return isinstance(identifier, str) and searcher.document_number(identifier) is not None

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        explain: bool = False,
        exact: bool = False,
        typing: bool = False,
        plain: bool = False,
        sort: Sort = "relevance",
        copies: Copies = "all",
        facets: Iterable[str] = (),
        snippets: int = 1,
        snippet_length: int = SNIPPET_LENGTH,
        **filters: Unpack[Filters],
    ) -> Results:
        """Search the index and return one page of results.

        Args:
            query: the query as a user types it (docs/query-language.md).
            limit: the largest number of hits on the page.
            offset: the number of best hits to skip: 0 for the first page, 10 for the second page of ten hits.
            explain: whether each hit gets an `explanation`, the summands of its score.
            exact: whether the results are always those of the query as typed. Otherwise the results of a
                correction are shown if few documents match the query completely and clearly more match the
                correction (`Results.corrected`).
            typing: whether the user is still typing. The last word is then read as the beginning of a word,
                unless white space follows it. Without `typing`, it is read so only if no article has it, or
                none has it next to the word before it (docs/query-language.md).
            plain: whether the query is plain text: all of its words are searched, and no sign in it has any
                meaning. Use it for text that is not typed as a query, such as a title.
            sort: the order of the hits: "relevance", or "newest" or "oldest" first. In an order by date,
                complete matches come before partial ones, documents without a date come last, documents of
                one moment are in the order of indexing, and all scores are 0.
            copies: what happens to articles with nearly the same text. With "fold", only the best article of
                a story is a hit, which has the ids of the others (`Hit.copies`). Totals count all of them.
            facets: what is counted over all complete matches (`Results.facets`): names of keyword fields, and
                "year", "month" and "day".
            snippets: the largest number of snippets of a hit, from 0 to 100. They are the passages that show
                most of the query, in the order of the text (`Hit.snippets`). With 0, hits have neither
                snippets nor marks, and the search is faster.
            snippet_length: the largest number of codepoints of a snippet without its ellipses, from 20 to
                10,000.
            filters: `since`, `until`, `source`, `category`, `where`, `path` and `today` narrow what matches
                (see `searchidx.filters.Filters`).

        Returns:
            The page of hits, best first, and the number of documents that match. Only the first page, at
            offset 0, may have a suggestion.

        Raises:
            QuerySyntaxError: the query cannot be read.
            SearchError: `limit` or `offset` is negative, there is no such order or facet, `snippets` or
                `snippet_length` is out of its range, or a filter cannot be read.
        """
        with verify_on_unexpected_error(self._searcher) as searcher:
            request = self._request(
                searcher,
                limit=limit,
                offset=offset,
                explain=explain,
                exact=exact,
                typing=typing,
                plain=plain,
                sort=sort,
                copies=copies,
                facets=facets,
                filters=filters,
                snippets=snippets,
                snippet_length=snippet_length,
            )
            return answer(query, searcher, request)

    def search_many(
        self, queries: Iterable[str], *, workers: int | None = None, **arguments: Unpack[SearchArguments]
    ) -> Iterator[Results]:
        """Search for many queries, and yield the answer to each, in the order of the queries.

        The answers are those of `search`, except for `took`. They show the state that this index shows when
        `search_many` is called. If the queries take long, several processes answer them at once. Equal
        queries may share one answer.

        Args:
            queries: any iterable, for example a generator, or a single query as a string. At most 72 queries
                are read before their turn. An exception of the iterable passes at once.
            workers: the number of worker processes that help this one. 0 keeps all work in this process. None
                chooses the number by the available processors. Workers start only for queries that take
                more than about a second. They end when the iterator is exhausted, closed or dropped.
            arguments: the arguments of `search`, which apply to all queries.

        Yields:
            The page of results of each query.

        Raises:
            QuerySyntaxError: a query cannot be read; the error has the `query`. It is raised in the turn of
                this query, after all answers to the queries before it, and ends the iterator.
            SearchError: see `search`. It is raised in the turn of the first query.
        """
        from searchidx.many import search_many

        if isinstance(queries, str):
            queries = [queries]
        # Another object, because `refresh` changes this one.
        state = SearchableIndex(self._searcher, self.keywords)
        return search_many(state.search, queries, arguments, workers)

    def _request(self, searcher: Searcher, facets: Iterable[str] = (), **attributes: Any) -> Request:
        """Return a request with these attributes. Raises SearchError if one of them is impossible."""
        request = Request(
            facets=(facets,) if isinstance(facets, str) else tuple(facets),
            synonyms=self._synonym_table(searcher),
            keywords=self.keywords,
            **attributes,
        )
        request.check()
        return request

    def count(self, query: str, *, plain: bool = False, **filters: Unpack[Filters]) -> int:
        """Return the number of documents that match the whole query as typed.

        This is faster than a search. The arguments and errors are those of `search`.
        """
        return self._find_complete(query, plain=plain, filters=filters).complete

    def similar(
        self,
        identifier: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        copies: Copies = "all",
        facets: Iterable[str] = (),
        snippets: int = 1,
        snippet_length: int = SNIPPET_LENGTH,
        **filters: Unpack[Filters],
    ) -> Results:
        """Return one page of the articles that are related to an article.

        The whole article is the query: related articles share its most telling words. The article itself and
        its copies are never among the results.

        Args:
            identifier: the id of the article.
            limit, offset, sort, copies, facets, snippets, snippet_length, filters: see `search`.

        Returns:
            The page of hits, best first. Its query is the title of the article, and titles and snippets mark
            the most telling words.

        Raises:
            KeyError: no document has this id.
            SearchError: see `search`.
        """
        from searchidx.related import related

        with verify_on_unexpected_error(self._searcher) as searcher:
            request = self._request(
                searcher,
                limit=limit,
                offset=offset,
                sort=sort,
                copies=copies,
                facets=facets,
                filters=filters,
                snippets=snippets,
                snippet_length=snippet_length,
            )
            number = searcher.document_number(identifier)
            if number is None:
                raise KeyError(identifier)
            return related(number, searcher, request)

    def terms(self, prefix: str, *, limit: int = 20) -> tuple[tuple[str, int], ...]:
        """Return the terms that begin with a prefix, with the number of documents that have each of them.

        Args:
            prefix: the beginning. Without accents, it matches in any accents; with accents, only in these.
            limit: the largest number of terms.

        Returns:
            Syllables and codes in small letters, those that most documents have in title or body first.

        Raises:
            SearchError: `limit` is negative.
        """
        from searchidx.completion.prefix_terms import terms

        with verify_on_unexpected_error(self._searcher) as searcher:
            return terms(prefix, searcher, limit)

    def complete(self, text: str, *, limit: int = 8) -> tuple[str, ...]:
        """Return what the articles go on with after a text that somebody has begun to type.

        Args:
            text: plain words, with all, some or none of their accents. The last word may be half typed. A
                blank at its end asks for the next word.
            limit: the largest number of proposals.

        Returns:
            Whole texts in small letters with their accents, best first. Each of them finds something.

        Raises:
            SearchError: `limit` is negative.
        """
        from searchidx.completion.complete import complete

        with verify_on_unexpected_error(self._searcher) as searcher:
            return complete(text, searcher, limit)

    def timeline(
        self, query: str, *, by: Unit = "month", plain: bool = False, **filters: Unpack[Filters]
    ) -> tuple[tuple[datetime.date, int], ...]:
        """Return how many of the documents that match the whole query as typed are of each unit of time.

        Args:
            query: the query, as for `search`. An empty query with filters counts all documents that meet the
                filters.
            by: the unit: "year", "month" or "day".
            plain: see `search`.
            filters: see `search`.

        Returns:
            The first day of each unit, and the number of documents, without gaps from the first unit with any
            document to the last one. Documents without a date are not counted.

        Raises:
            QuerySyntaxError: the query cannot be read.
            SearchError: there is no such unit, or a filter cannot be read.
        """
        from searchidx.facets import timeline_of

        (counts,) = self._find_complete(query, plain=plain, filters=filters, facets=("day",)).facets
        return timeline_of(counts, by)

    def _find_complete(self, query: str, **attributes: Any) -> TopDocuments:
        """Return the documents that match the whole query as typed. The attributes are those of a request."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            return find_complete(query, searcher, self._request(searcher, **attributes))

    def mark(self, document: Document | str, query: str, *, plain: bool = False) -> MarkedDocument:
        """Return where the words of a query occur in a whole article.

        The query is marked as typed, by the rules by which the hits of a search are marked
        (docs/query-language.md). A search may show the results of a correction instead. To mark these, give
        `Results.corrected` as the query.

        Args:
            document: the document, or the id of a document in the index. A document need not be in the index.
            query: the query as a user types it.
            plain: whether the query is plain text (see `search`).

        Raises:
            KeyError: no document of the index has this id.
            QuerySyntaxError: the query cannot be read.
        """
        from searchidx.marking import mark
        from searchidx.planning.stretches import analyze_query

        if isinstance(document, str):
            document = self[document]
        with verify_on_unexpected_error(self._searcher) as searcher:
            request = self._request(searcher, plain=plain)
            planned = plan_request(analyze_query(request.read(query)), searcher, request)
            return mark(document, planned, searcher)

    def get(self, identifier: str) -> Document | None:
        """Return the stored document with this id, or None if there is no such document."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            number = searcher.document_number(identifier)
            return None if number is None else searcher.document(number)

    def __getitem__(self, identifier: str) -> Document:
        """Return the stored document with this id. Raises KeyError if there is no such document."""
        document = self.get(identifier)
        if document is None:
            raise KeyError(identifier)
        return document

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all documents, as `ids` does."""
        return self.ids()

    def documents(self) -> Iterator[Document]:
        """Yield all documents, in no particular order, each once.

        A change that is committed during the iteration does not affect it.
        """
        with verify_on_unexpected_error(self._searcher) as searcher:
            for identifier in searcher.identifiers():
                number = searcher.document_number(identifier)
                if number is not None:
                    yield searcher.document(number)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all documents, in no particular order, each id once.

        A change that is committed during the iteration does not affect it.
        """
        with verify_on_unexpected_error(self._searcher) as searcher:
            yield from searcher.identifiers()

    def synonyms(self) -> Synonyms:
        """Return the synonyms of the index, which have no rules if the index has no synonyms."""
        from searchidx.synonyms.rules import Synonyms
        from searchidx.synonyms.stored import decode

        return Synonyms(decode(self._searcher.metadata().get(METADATA_NAME, "")))

    def _synonym_table(self, searcher: Searcher) -> FormTable | None:
        """Return the synonyms of a searcher's state as a table, or None if the state has no synonyms.

        The table is built by the first search that needs it, and kept for the next ones.
        """
        text = searcher.metadata().get(METADATA_NAME)
        if text is None:
            return None
        from searchidx.synonyms.stored import form_table

        return form_table(text)
