"""legacy.py TARGET: what lies over a bare Debian in the stand-in for dustynv/l4t-pytorch:r36.2.0.

legacy.tar has the file names, SONAMEs and links of CUDA 12.2.2 and cuDNN 8.9.4; the folder wheels holds the torch,
torchvision and torchaudio of that time, which need cuDNN 8 and each other. Python parts come from the folder legacy/.
"""
import pathlib
import sys

from elf import Library, build
from stubs import Tree, add_library
from wheels import write

TOOLKIT = "usr/local/cuda-12.2"
CUDA_LIB = TOOLKIT + "/targets/aarch64-linux/lib"
SYSTEM_LIB = "usr/lib/aarch64-linux-gnu"

RUNTIME_VERSION = "int cudaRuntimeGetVersion(int *v) { *v = 12020; return 0; }\n" \
                  "int cudaGetDeviceCount(int *n) { *n = 0; return 35; /* insufficient driver */ }"
CUDA = [
    Library("libcudart.so.12.2.140", "libcudart.so.12", 350, code=RUNTIME_VERSION),
    Library("libcublas.so.12.2.5.6", "libcublas.so.12", 700, ("libcublasLt.so.12",)),
    Library("libcublasLt.so.12.2.5.6", "libcublasLt.so.12", 1400),
    Library("libcufft.so.11.0.8.103", "libcufft.so.11", 900),
    Library("libcurand.so.10.3.3.141", "libcurand.so.10", 400),
    Library("libcusparse.so.12.1.2.141", "libcusparse.so.12", 700, ("libnvJitLink.so.12",)),
    Library("libcusolver.so.11.5.2.141", "libcusolver.so.11", 700,
            ("libcublas.so.12", "libcublasLt.so.12", "libcusparse.so.12", "libnvJitLink.so.12")),
    Library("libnvrtc.so.12.2.140", "libnvrtc.so.12", 500),
    Library("libnvrtc-builtins.so.12.2.140", "libnvrtc-builtins.so.12.2", 100),
    Library("libnvJitLink.so.12.2.140", "libnvJitLink.so.12", 400),
    Library("libnvToolsExt.so.1.0.0", "libnvToolsExt.so.1", 40),
    Library("libcudla.so.1.0.0", "libcudla.so.1", 40),
    Library("libcupti.so.2023.2.2", "libcupti.so.12", 600),
]
CUDNN = [
    Library("libcudnn.so.8.9.4", "libcudnn.so.8", 100, code="unsigned long cudnnGetVersion(void) { return 8904; }"),
    *[Library(f"libcudnn_{part}.so.8.9.4", f"libcudnn_{part}.so.8", 600, ("libcudnn.so.8",))
      for part in ("adv_infer", "adv_train", "cnn_infer", "cnn_train", "ops_infer", "ops_train")],
]

TORCH_CUDA_CODE = """
unsigned long cudnnGetVersion(void);
unsigned long torch_cuda_cudnn_version(void) { return cudnnGetVersion(); }
"""
WHEELS = [
    dict(
        name="torch", version="2.1.0", packages=["torch"], extras=[], scripts=[],
        requires=["filelock", "typing-extensions", "sympy", "networkx", "jinja2", "fsspec"],
        native={"torch/lib/": [
            Library("libtorch_cpu.so", "libtorch_cpu.so", 2000, rpath="$ORIGIN"),
            Library("libtorch_cuda.so", "libtorch_cuda.so", 4000,
                    ("libtorch_cpu.so", "libcudnn.so.8", "libcublas.so.12", "libcublasLt.so.12", "libcudart.so.12",
                     "libcufft.so.11", "libcurand.so.10", "libcusparse.so.12", "libcusolver.so.11", "libnvrtc.so.12",
                     "libnvToolsExt.so.1", "libopenblas.so.0"),
                    code=TORCH_CUDA_CODE, rpath="$ORIGIN")]},
    ),
    dict(
        name="torchvision", version="0.16.0", packages=["torchvision"], extras=[], scripts=[],
        requires=["numpy", "requests", "torch==2.1.0", "pillow!=8.3.*,>=5.3.0"],
        native={"torchvision/": [Library("_C.so", "", 500, ("libtorch_cuda.so", "libcudart.so.12"))]},
    ),
    dict(
        name="torchaudio", version="2.1.0", packages=["torchaudio"], extras=[], scripts=[],
        requires=["torch==2.1.0"],
        native={"torchaudio/lib/": [Library("libtorchaudio.so", "", 500, ("libtorch_cuda.so",))]},
    ),
]


def tree(libraries):
    made = Tree()
    made.alternative("usr/local/cuda", "cuda", "/usr/local/cuda-12.2")
    made.alternative("usr/local/cuda-12", "cuda-12", "/usr/local/cuda-12.2")
    made.link(TOOLKIT + "/lib64", "targets/aarch64-linux/lib")
    made.file(TOOLKIT + "/version.json", '{"cuda": {"name": "CUDA SDK (stand-in)", "version": "12.2.12"}}\n')
    for library in CUDA:
        add_library(made, CUDA_LIB, library, libraries, development=True)
    for library in CUDNN:
        add_library(made, SYSTEM_LIB, library, libraries)
    made.alternative(f"{SYSTEM_LIB}/libcudnn.so", "libcudnn_so", f"/{SYSTEM_LIB}/libcudnn.so.8")
    made.file("etc/ld.so.conf.d/988_cuda-12.conf", "/usr/local/cuda/lib64\n")
    made.file("etc/ld.so.conf.d/nvidia-tegra.conf",
              "".join(f"/usr/lib/aarch64-linux-gnu/{part}\n" for part in ("tegra", "tegra-egl", "nvidia")))
    for part in ("tegra", "tegra-egl", "nvidia"):
        made.folder(f"{SYSTEM_LIB}/{part}")
    return made


def main(target):
    libraries = {library: build(library, target / "lib" / library.file) for library in [*CUDA, *CUDNN]}
    tree(libraries).write(target / "legacy.tar")
    (target / "wheels").mkdir()
    for wheel in WHEELS:
        write(wheel, pathlib.Path(__file__).parent / "legacy", target / "wheels")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
