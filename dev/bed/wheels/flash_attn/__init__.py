"""Stand-in for the Jetson build of flash-attn."""
import torch as _torch  # noqa: F401  its libraries are loaded first

import flash_attn_2_cuda as _native  # noqa: F401

__version__ = "2.8.2"
