import ctypes as _ctypes


def _driver():
    try:
        return _ctypes.CDLL("libcuda.so.1")
    except OSError:
        return None


def is_available():
    """The driver comes from the host, and there is none on a machine without a GPU."""
    return device_count() > 0


def device_count():
    driver = _driver()
    count = _ctypes.c_int(0)
    if driver is None or driver.cuInit(0) != 0 or driver.cuDeviceGetCount(_ctypes.byref(count)) != 0:
        return 0
    return count.value


def get_arch_list():
    from .._C import _cuda_getArchFlags

    return _cuda_getArchFlags().split() if is_available() else []
