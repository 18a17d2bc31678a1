import torch  # noqa: F401


class SpanRepLayer:
    """Represents no spans."""
