"""Writes the stand-in wheels: Jetson builds for cp311 on linux_aarch64, and PyPI's gliner and gliner2, whose real ones
need a torch that computes.

Python parts come from the folder wheels/, native parts are stubs that need what the real ones need.
"""
import base64
import hashlib
import pathlib
import sys
import tempfile
import zipfile

from elf import Library, build

TAG = "cp311-cp311-linux_aarch64"
CUDA_MATH = ("libcublas.so.12", "libcublasLt.so.12", "libcudart.so.12", "libcufft.so.11")

TORCH_CUDA_CODE = """
unsigned long cudnnGetVersion(void);
unsigned long torch_cuda_cudnn_version(void) { return cudnnGetVersion(); }
"""

WHEELS = [
    dict(
        name="torch", version="2.8.0", packages=["torch"],
        requires=["filelock", "typing-extensions>=4.10.0", "sympy>=1.13.3", "networkx", "jinja2", "fsspec",
                  'opt-einsum>=3.3; extra == "opt-einsum"'],
        extras=["opt-einsum"],
        scripts=["torchrun = torch.distributed.run:main"],
        native={
            "torch/lib/": [
                Library("libtorch_cpu.so", "libtorch_cpu.so", 6000, rpath="$ORIGIN"),
                Library("libtorch_cuda.so", "libtorch_cuda.so", 14000,
                        ("libtorch_cpu.so", "libcudnn.so.9", "libcupti.so.12", "libnvToolsExt.so.1", *CUDA_MATH,
                         "libcurand.so.10", "libcusparse.so.12", "libcusolver.so.11", "libnvrtc.so.12",
                         "libopenblas.so.0", "libgomp.so.1"),
                        code=TORCH_CUDA_CODE, rpath="$ORIGIN"),
            ],
        },
    ),
    dict(
        name="torchvision", version="0.23.0", packages=["torchvision"],
        requires=["numpy", "torch==2.8.0", "pillow!=8.3.*,>=5.3.0", 'scipy; extra == "scipy"'],
        extras=["scipy"], scripts=[],
        native={"torchvision/": [Library("_C.so", "", 1000, ("libtorch_cuda.so", "libcudart.so.12"))]},
    ),
    dict(
        name="onnxruntime-gpu", version="1.23.0", packages=["onnxruntime"],
        requires=["coloredlogs", "flatbuffers", "numpy>=1.21.6", "packaging", "protobuf", "sympy"],
        extras=[], scripts=["onnxruntime_test = onnxruntime.tools.onnxruntime_test:main"],
        native={
            "onnxruntime/capi/": [
                Library("libonnxruntime_providers_shared.so", "", 20),
                Library("libonnxruntime_providers_cuda.so", "", 6000, ("libcudnn.so.9", *CUDA_MATH)),
                Library("libonnxruntime_providers_tensorrt.so", "", 500,
                        ("libnvinfer.so.10", "libnvinfer_plugin.so.10", "libnvonnxparser.so.10", "libcudart.so.12")),
            ],
        },
    ),
    dict(
        name="flash-attn", version="2.8.2", packages=["flash_attn"], requires=["torch", "einops"], extras=[], scripts=[],
        native={"": [Library("flash_attn_2_cuda.cpython-311-aarch64-linux-gnu.so", "", 300,
                             ("libtorch_cuda.so", "libcudart.so.12"))]},
    ),
    dict(
        name="gliner", version="0.2.24", packages=["gliner"], tag="py3-none-any",
        requires=["torch>=2.0.0", "transformers>=4.57.3", "huggingface_hub>=0.21.4", "tqdm", "onnxruntime", "sentencepiece",
                  'onnxruntime-gpu; extra == "gpu"', 'accelerate; extra == "training"'],
        extras=["gpu", "training"], scripts=[], native={},
    ),
    dict(
        name="gliner2", version="1.2.4", packages=["gliner2"], tag="py3-none-any", requires=["gliner"], extras=[],
        scripts=[], native={},
    ),
]


def contents(wheel, sources, work):
    """Path in the wheel -> bytes, without RECORD."""
    files = {}
    for package in wheel["packages"]:
        for source in sorted((sources / package).rglob("*.py")):
            files[source.relative_to(sources).as_posix()] = source.read_bytes()
    for folder, libraries in wheel["native"].items():
        for library in libraries:
            files[folder + library.file] = build(library, work / library.file).read_bytes()
    info = f"{wheel['name'].replace('-', '_')}-{wheel['version']}.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {wheel['name']}", f"Version: {wheel['version']}",
                f"Summary: Stand-in for {'the Jetson build of ' if wheel['native'] else ''}{wheel['name']}", "Requires-Python: >=3.9"]
    metadata += [f"Provides-Extra: {extra}" for extra in wheel["extras"]]
    metadata += [f"Requires-Dist: {requirement}" for requirement in wheel["requires"]]
    files[info + "/METADATA"] = ("\n".join(metadata) + "\n").encode()
    files[info + "/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: jbuild-testbed\nRoot-Is-Purelib: {str(not wheel['native']).lower()}\n"
                              f"Tag: {wheel.get('tag', TAG)}\n").encode()
    if wheel["scripts"]:
        files[info + "/entry_points.txt"] = ("[console_scripts]\n" + "\n".join(wheel["scripts"]) + "\n").encode()
    files[info + "/top_level.txt"] = ("\n".join(wheel["packages"]) + "\n").encode()
    return info, files


def write(wheel, sources, target):
    with tempfile.TemporaryDirectory() as work:
        info, files = contents(wheel, sources, pathlib.Path(work))
    record = []
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(data)}\n")
    files[info + "/RECORD"] = ("".join(record) + f"{info}/RECORD,,\n").encode()
    name = f"{wheel['name'].replace('-', '_')}-{wheel['version']}-{wheel.get('tag', TAG)}.whl"
    # Stored, not compressed: the bytes then do not depend on the machine's zlib.
    with zipfile.ZipFile(target / name, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, (2025, 10, 21, 0, 0, 0))
            entry.external_attr = (0o100755 if path.endswith(".so") else 0o100644) << 16
            entry.create_system = 3
            archive.writestr(entry, data)


if __name__ == "__main__":
    for stand_in in WHEELS:
        write(stand_in, pathlib.Path(__file__).parent / "wheels", pathlib.Path(sys.argv[1]))
