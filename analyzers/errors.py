"""The errors of this package; it knows no index, so it has a base class of its own."""


class AnalysisError(ValueError):
    """Base of every error that `analyzers` raises on purpose."""


class UnknownEncodingError(AnalysisError):
    """The bytes are not text in any encoding that `analyzers.decode` can tell."""
