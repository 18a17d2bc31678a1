"""Stand-in for the Jetson build of onnxruntime-gpu."""
from .capi.session import InferenceSession, get_all_providers, get_available_providers, get_device

__version__ = "1.23.0"
__all__ = ["InferenceSession", "get_all_providers", "get_available_providers", "get_device"]
