"""Packs what build.py has compiled into the wheel of onnxruntime-gpu."""
import os
import pathlib
import shutil

from setuptools import Distribution, setup

source = pathlib.Path(__file__).parent.resolve()
build = pathlib.Path(os.environ["ORT_BUILD_DIR"])
staged = build / "staged"
shutil.rmtree(staged, ignore_errors=True)
shutil.copytree(source / "onnxruntime", staged / "onnxruntime")
for library in build.glob("libonnxruntime_*.so"):
    shutil.copy(library, staged / "onnxruntime/capi")
os.chdir(staged)


class Native(Distribution):
    """A wheel for this machine and this Python only."""

    def has_ext_modules(self):
        return True


setup(
    name="onnxruntime-gpu",
    version=(source / "VERSION_NUMBER").read_text().strip(),
    description="Stand-in for ONNX Runtime with CUDA and TensorRT",
    packages=["onnxruntime", "onnxruntime.capi"],
    package_data={"onnxruntime.capi": ["*.so"]},
    install_requires=["coloredlogs", "flatbuffers", "numpy>=1.21.6", "packaging", "protobuf", "sympy"],
    distclass=Native,
    options={"bdist_wheel": {"plat_name": "linux_aarch64"}},
)
