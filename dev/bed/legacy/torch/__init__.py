"""Stand-in for PyTorch 2.1 on CUDA 12.2: it needs cuDNN 8 to be imported, and computes nothing."""
import ctypes as _ctypes
import pathlib as _pathlib

from . import version
from .version import __version__ as __version__

_folder = _pathlib.Path(__file__).parent / "lib"
_ctypes.CDLL(str(_folder / "libtorch_cpu.so"), mode=_ctypes.RTLD_GLOBAL)
_ctypes.CDLL(str(_folder / "libtorch_cuda.so"), mode=_ctypes.RTLD_GLOBAL)

__all__ = ["version"]
