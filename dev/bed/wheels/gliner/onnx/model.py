import onnxruntime


class OnnxModel:
    """Wraps a session that is never made."""

    session = onnxruntime.InferenceSession
