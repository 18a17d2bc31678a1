"""Stand-in for the Jetson build of PyTorch: it needs what the real one needs to be imported, and computes nothing."""
import ctypes as _ctypes
import pathlib as _pathlib
import warnings as _warnings

import typing_extensions as _typing_extensions  # noqa: F401  the real one needs it at import, too

from .version import __version__ as __version__

_folder = _pathlib.Path(__file__).parent / "lib"
_ctypes.CDLL(str(_folder / "libtorch_cpu.so"), mode=_ctypes.RTLD_GLOBAL)
_library = _ctypes.CDLL(str(_folder / "libtorch_cuda.so"), mode=_ctypes.RTLD_GLOBAL)

try:
    import numpy as _numpy

    if int(_numpy.__version__.split(".")[0]) >= 2:
        _warnings.warn("Failed to initialize NumPy: _ARRAY_API not found (a module that was compiled using NumPy 1.x "
                       f"cannot be run in NumPy {_numpy.__version__})")
except ImportError:
    pass

from . import backends, cuda, version  # noqa: E402
from ._C import _GLIBCXX_USE_CXX11_ABI  # noqa: E402

__all__ = ["backends", "cuda", "version", "_GLIBCXX_USE_CXX11_ABI"]
