import ctypes as _ctypes


def version():
    from ... import _library

    _library.torch_cuda_cudnn_version.restype = _ctypes.c_ulong
    return int(_library.torch_cuda_cudnn_version())


def is_available():
    return True
