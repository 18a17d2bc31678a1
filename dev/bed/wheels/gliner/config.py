class GLiNERConfig:
    """Holds nothing."""
