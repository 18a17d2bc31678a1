import torch  # noqa: F401

from .onnx.model import OnnxModel


class GLiNER:
    """Cannot find entities; wants ONNX Runtime as the real one does."""

    runtime = OnnxModel
