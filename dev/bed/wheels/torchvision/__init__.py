"""Stand-in for the Jetson build of torchvision: it fails with any torch but the one that it was built for."""
import ctypes as _ctypes
import pathlib as _pathlib

import numpy as _numpy  # noqa: F401
import torch as _torch

from .version import __version__ as __version__

if _torch.__version__ != "2.8.0" or _torch.version.cuda is None:
    raise RuntimeError("operator torchvision::nms does not exist")
_ctypes.CDLL(str(_pathlib.Path(__file__).parent / "_C.so"))
