"""Writes cuda.tar and jetpack.tar: what lies over a bare Debian in the stand-ins for l4t-cuda and l4t-jetpack.

File names, SONAMEs and links are those of CUDA 12.6.68, cuDNN 9.3.0 and TensorRT 10.3.0 in the real images.
"""
import concurrent.futures
import io
import pathlib
import sys
import tarfile

from elf import Library, build

TOOLKIT = "usr/local/cuda-12.6"
CUDA_LIB = TOOLKIT + "/targets/aarch64-linux/lib"
CUDA_INCLUDE = TOOLKIT + "/targets/aarch64-linux/include"
SYSTEM_LIB = "usr/lib/aarch64-linux-gnu"
SYSTEM_INCLUDE = "usr/include/aarch64-linux-gnu"
DIST_PACKAGES = "usr/lib/python3.11/dist-packages"  # the real one: python3.10

# What each library's own header promises to return.
RUNTIME_VERSION = "int cudaRuntimeGetVersion(int *v) { *v = 12060; return 0; }\n" \
                  "int cudaGetDeviceCount(int *n) { *n = 0; return 35; /* insufficient driver */ }"

# Without the development links (`.so`), which come with -dev packages.
CUDA = [
    Library("libcudart.so.12.6.68", "libcudart.so.12", 700, code=RUNTIME_VERSION),
    Library("libcublas.so.12.6.1.4", "libcublas.so.12", 1500, ("libcublasLt.so.12",)),
    Library("libcublasLt.so.12.6.1.4", "libcublasLt.so.12", 3000),
    Library("libcufft.so.11.2.6.59", "libcufft.so.11", 2000),
    Library("libcurand.so.10.3.7.68", "libcurand.so.10", 800),
    Library("libcusparse.so.12.5.3.3", "libcusparse.so.12", 1500, ("libnvJitLink.so.12",)),
    Library("libcusolver.so.11.6.4.69", "libcusolver.so.11", 1500,
            ("libcublas.so.12", "libcublasLt.so.12", "libcusparse.so.12", "libnvJitLink.so.12")),
    Library("libnvrtc.so.12.6.68", "libnvrtc.so.12", 1000),
    Library("libnvrtc-builtins.so.12.6.68", "libnvrtc-builtins.so.12.6", 200),
    Library("libnvJitLink.so.12.6.68", "libnvJitLink.so.12", 800),
    Library("libnvToolsExt.so.1.0.0", "libnvToolsExt.so.1", 40),
    Library("libcudla.so.1.0.0", "libcudla.so.1", 40),
    Library("libnppc.so.12.3.1.54", "libnppc.so.12", 100),
    *[Library(f"libnpp{part}.so.12.3.1.54", f"libnpp{part}.so.12", 150, ("libnppc.so.12",))
      for part in ("ial", "icc", "idei", "if", "ig", "im", "ist", "itc")],
]
CUPTI = [Library("libcupti.so.2024.3.2", "libcupti.so.12", 1200)]

# The dispatcher knows its sub-libraries by name only: neither ldd nor the loader sees that they are needed.
CUDNN_PARTS = {"graph": 2000, "ops": 3000, "adv": 4000, "cnn": 2000, "engines_precompiled": 5000,
               "engines_runtime_compiled": 2500, "heuristic": 2000}
DISPATCHER = """
#include <dlfcn.h>
unsigned long cudnnGetVersion(void) { return 90300; }
unsigned long cudnnGetCudartVersion(void) { return 12060; }
int cudnnCreate(void **handle) {
  static const char *const parts[] = {%s};
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!dlopen(parts[i], RTLD_NOW | RTLD_GLOBAL)) return 1002; /* CUDNN_STATUS_SUBLIBRARY_LOADING_FAILED */
  *handle = 0;
  return 0;
}
""" % ", ".join(f'"libcudnn_{part}.so.9"' for part in CUDNN_PARTS)
CUDNN = [
    Library("libcudnn.so.9.3.0", "libcudnn.so.9", 2000, code=DISPATCHER),
    *[Library(f"libcudnn_{part}.so.9.3.0", f"libcudnn_{part}.so.9", size, ("libcudnn_graph.so.9",) if part != "graph" else ())
      for part, size in CUDNN_PARTS.items()],
]
TENSORRT = [
    Library("libnvinfer.so.10.3.0", "libnvinfer.so.10", 3000, ("libnvdla_compiler.so",),
            code="int getInferLibVersion(void) { return 100300; }"),
    Library("libnvinfer_plugin.so.10.3.0", "libnvinfer_plugin.so.10", 1000, ("libnvinfer.so.10",)),
    Library("libnvinfer_builder_resource.so.10.3.0", "libnvinfer_builder_resource.so.10.3.0", 2000),
    Library("libnvinfer_lean.so.10.3.0", "libnvinfer_lean.so.10", 500),
    Library("libnvinfer_dispatch.so.10.3.0", "libnvinfer_dispatch.so.10", 100),
    Library("libnvinfer_vc_plugin.so.10.3.0", "libnvinfer_vc_plugin.so.10", 100),
    Library("libnvonnxparser.so.10.3.0", "libnvonnxparser.so.10", 500, ("libnvinfer.so.10",)),
]
DLA_COMPILER = Library("libnvdla_compiler.so", "libnvdla_compiler.so", 300)

ENTRYPOINT = """#!/bin/bash
# Stand-in for NVIDIA's entrypoint: prints the product's name when it starts a shell, then hands over.
if [ "$#" -eq 0 ] || [ "${1##*/}" = bash ]; then
  echo "== ${NVIDIA_PRODUCT_NAME:-CUDA} (stand-in) ==" >&2
fi
[ "$#" -gt 0 ] || set -- /bin/bash
exec "$@"
"""
NVTX_HEADER = "#pragma once\nint nvtxRangePushA(const char *message);\nint nvtxRangePop(void);\n"


class Tree:
    """Members of a tar file: always in the same order, owned by root, of one age."""

    def __init__(self):
        self.members = {}

    def file(self, path, content, mode=0o644):
        self.members[path] = (content.encode() if isinstance(content, str) else content, mode)

    def link(self, path, target):
        self.members[path] = target

    def folder(self, path):
        self.members[path] = None

    def alternative(self, path, name, target):
        """A link to /etc/alternatives/NAME, which is a link to the target."""
        self.link(path, "/etc/alternatives/" + name)
        self.link("etc/alternatives/" + name, target)

    def write(self, target):
        folders = {str(parent) for path in self.members for parent in pathlib.PurePosixPath(path).parents} - {"."}
        with tarfile.open(target, "w", format=tarfile.GNU_FORMAT) as tar:
            for path in sorted(folders | set(self.members)):
                entry = self.members.get(path)
                info = tarfile.TarInfo(path)
                info.mtime = 1729749172  # 2024-10-24, when the real image was made
                if entry is None:
                    info.type, info.mode = tarfile.DIRTYPE, 0o755
                    tar.addfile(info)
                elif isinstance(entry, str):
                    info.type, info.linkname, info.mode = tarfile.SYMTYPE, entry, 0o777
                    tar.addfile(info)
                else:
                    info.size, info.mode = len(entry[0]), entry[1]
                    tar.addfile(info, io.BytesIO(entry[0]))


def add_library(tree, folder, library, built, development=False):
    """The real file, the link of its SONAME, and `.so` as a -dev package has it."""
    tree.file(f"{folder}/{library.file}", built[library].read_bytes())
    if library.soname != library.file:
        tree.link(f"{folder}/{library.soname}", library.file)
    if development:
        tree.link(f"{folder}/{library.file.split('.so')[0]}.so", library.soname)


def cuda_tree(built, development):
    tree = Tree()
    tree.alternative("usr/local/cuda", "cuda", "/usr/local/cuda-12.6")
    tree.alternative("usr/local/cuda-12", "cuda-12", "/usr/local/cuda-12.6")
    tree.link(TOOLKIT + "/lib64", "targets/aarch64-linux/lib")
    tree.file(TOOLKIT + "/version.json", '{"cuda": {"name": "CUDA SDK (stand-in)", "version": "12.6.11"}}\n')
    for library in CUDA:
        add_library(tree, CUDA_LIB, library, built, development)
    tree.file("etc/ld.so.conf.d/988_cuda-12.conf", "/usr/local/cuda/lib64\n")
    tree.file("etc/ld.so.conf.d/nvidia-tegra.conf",
              "".join(f"/usr/lib/aarch64-linux-gnu/{part}\n" for part in ("tegra", "tegra-egl", "nvidia")))
    for part in ("tegra", "tegra-egl", "nvidia"):
        tree.folder(f"{SYSTEM_LIB}/{part}")
    tree.file("opt/nvidia/nvidia_entrypoint.sh", ENTRYPOINT, 0o755)
    return tree


def jetpack_tree(built):
    tree = cuda_tree(built, development=True)
    tree.link(TOOLKIT + "/include", "targets/aarch64-linux/include")
    for header in ("cuda.h", "cuda_runtime.h", "cublas_v2.h", "cupti.h"):
        tree.file(f"{CUDA_INCLUDE}/{header}", f"/* Stand-in for {header} of CUDA 12.6. */\n#pragma once\n")
    tree.file(f"{CUDA_INCLUDE}/nvToolsExt.h", NVTX_HEADER)
    for library in CUPTI:
        add_library(tree, CUDA_LIB, library, built, development=True)
    for name in ("libcupti.so", "libcupti.so.12", "libcupti.so.2024.3.2"):
        tree.link(f"{TOOLKIT}/extras/CUPTI/lib64/{name}", f"../../../targets/aarch64-linux/lib/{name}")
    tree.link(f"{TOOLKIT}/extras/CUPTI/include", "../../targets/aarch64-linux/include")

    for library in CUDNN:
        add_library(tree, SYSTEM_LIB, library, built, development=True)
    tree.alternative(f"{SYSTEM_LIB}/libcudnn.so", "libcudnn_so", f"/{SYSTEM_LIB}/libcudnn.so.9")
    for part in ("", "_version", "_backend", *("_" + p for p in ("graph", "ops", "adv", "cnn"))):
        real = f"{SYSTEM_INCLUDE}/cudnn{part}_v9.h"
        text = f"/* Stand-in for cudnn{part}.h of cuDNN 9.3.0. */\n#pragma once\n"
        if part == "_version":
            text += "#define CUDNN_MAJOR 9\n#define CUDNN_MINOR 3\n#define CUDNN_PATCHLEVEL 0\n"
        if part == "":
            text += '#include "cudnn_version.h"\n#include <stddef.h>\nsize_t cudnnGetVersion(void);\nint cudnnCreate(void **handle);\n'
        tree.file(real, text)
        name = "libcudnn" if part == "" else f"cudnn{part}_h"
        tree.alternative(f"usr/include/cudnn{part}.h", name, f"/{real}")

    for library in TENSORRT:
        add_library(tree, SYSTEM_LIB, library, built, development="builder_resource" not in library.file)
    tree.file(f"{SYSTEM_INCLUDE}/NvInfer.h", "/* Stand-in for NvInfer.h of TensorRT 10.3.0. */\n#pragma once\n")
    add_library(tree, f"{SYSTEM_LIB}/nvidia", DLA_COMPILER, built)
    tree.file(f"{DIST_PACKAGES}/tensorrt/__init__.py",
              '"""Stand-in for the Python package of TensorRT 10.3.0."""\nimport ctypes\n\n'
              '__version__ = "10.3.0"\n_library = ctypes.CDLL("libnvinfer.so.10", mode=ctypes.RTLD_GLOBAL)\n'
              'ctypes.CDLL("libnvinfer_plugin.so.10")\n')
    tree.file(f"{DIST_PACKAGES}/tensorrt-10.3.0.dist-info/METADATA",
              "Metadata-Version: 2.1\nName: tensorrt\nVersion: 10.3.0\nSummary: Stand-in for NVIDIA TensorRT\n")
    tree.file(f"{DIST_PACKAGES}/tensorrt-10.3.0.dist-info/RECORD", "")
    return tree


def main(target):
    libraries = [*CUDA, *CUPTI, *CUDNN, *TENSORRT, DLA_COMPILER]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        files = pool.map(lambda library: build(library, target / "lib" / library.file), libraries)
        built = dict(zip(libraries, files))
    cuda_tree(built, development=False).write(target / "cuda.tar")
    jetpack_tree(built).write(target / "jetpack.tar")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
