"""The exceptions of this package. Their base class is not one of searchidx, which this package must not import."""


class AnalysisError(ValueError):
    """The base class of every error that `analyzers` raises on purpose."""


class UnknownEncodingError(AnalysisError):
    """The bytes are not text in an encoding that `analyzers.decode` recognises."""
