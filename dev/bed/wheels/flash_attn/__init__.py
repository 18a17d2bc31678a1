"""Stand-in for the Jetson build of flash-attn."""
import ctypes as _ctypes
import pathlib as _pathlib

import torch as _torch  # noqa: F401  its libraries are loaded first

# The real one is a module of Python; the stub can be loaded only.
_native = _ctypes.CDLL(str(next(_pathlib.Path(__file__).parent.parent.glob("flash_attn_2_cuda.*.so"))))

__version__ = "2.8.2"
