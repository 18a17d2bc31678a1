"""Stand-in for torchaudio 2.1: it fails with any torch but the one that it was built for."""
import torch as _torch

__version__ = "2.1.0"

if _torch.__version__ != "2.1.0":
    raise OSError("libtorchaudio.so: undefined symbol")
