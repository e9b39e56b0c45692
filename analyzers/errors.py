"""The exceptions of this package, which has its own base class because it must not import searchidx."""


class AnalysisError(ValueError):
    """The base class of every error that `analyzers` raises on purpose."""


class UnknownEncodingError(AnalysisError):
    """The bytes are not text in an encoding that `analyzers.decode` recognises."""
