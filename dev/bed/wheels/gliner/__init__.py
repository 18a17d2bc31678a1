"""Stand-in for gliner: what it imports when it is imported, as the real one does."""
__version__ = "0.2.24"

from .model import GLiNER
from .config import GLiNERConfig

__all__ = ["GLiNER", "GLiNERConfig"]
