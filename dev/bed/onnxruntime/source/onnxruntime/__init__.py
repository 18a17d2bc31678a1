"""Stand-in for onnxruntime-gpu as built from source."""
from .capi.session import InferenceSession, get_all_providers, get_available_providers, get_device

__version__ = "1.20.0"
__all__ = ["InferenceSession", "get_all_providers", "get_available_providers", "get_device"]
