import ctypes
import pathlib
import sys

import numpy

if int(numpy.__version__.split(".")[0]) >= 2:
    print(f"A module that was compiled using NumPy 1.x cannot be run in NumPy {numpy.__version__} as it may crash.",
          file=sys.stderr)
    raise ImportError("numpy.core.multiarray failed to import")

_FOLDER = pathlib.Path(__file__).parent
_PROVIDERS = {"TensorrtExecutionProvider": "tensorrt", "CUDAExecutionProvider": "cuda", "CPUExecutionProvider": None}

ctypes.CDLL(str(_FOLDER / "libonnxruntime_providers_shared.so"), mode=ctypes.RTLD_GLOBAL)


def get_all_providers():
    return list(_PROVIDERS)


def get_available_providers():
    """Those that were compiled in, as in the real one: whether they load shows only in a session."""
    return list(_PROVIDERS)


def get_device():
    return "GPU"


class InferenceSession:
    """Loads its providers as the real one does: one that cannot be loaded is left out with a message, not an error."""

    def __init__(self, path_or_bytes, sess_options=None, providers=None, **_):
        self._active = []
        for provider in providers or ["CPUExecutionProvider"]:
            name = provider if isinstance(provider, str) else provider[0]
            library = _PROVIDERS.get(name)
            if library:
                file = _FOLDER / f"libonnxruntime_providers_{library}.so"
                try:
                    ctypes.CDLL(str(file))
                except OSError as error:
                    print(f"[E:onnxruntime:Default, provider_bridge_ort.cc] Failed to load library {file.name} "
                          f"with error: {error}", file=sys.stderr)
                    continue
            self._active.append(name)
        if "CPUExecutionProvider" not in self._active:
            self._active.append("CPUExecutionProvider")

    def get_providers(self):
        return list(self._active)
