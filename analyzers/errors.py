"""The errors of this package. It knows nothing of searchidx, so it has a base class of its own."""


class AnalysisError(ValueError):
    """The base of every error that `analyzers` raises on purpose."""


class UnknownEncodingError(AnalysisError):
    """The bytes are not text in any encoding that `analyzers.decode` recognises."""
