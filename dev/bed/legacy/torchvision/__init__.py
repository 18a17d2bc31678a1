"""Stand-in for torchvision 0.16: it fails with any torch but the one that it was built for."""
import torch as _torch

__version__ = "0.16.0"

if _torch.__version__ != "2.1.0":
    raise RuntimeError("operator torchvision::nms does not exist")
