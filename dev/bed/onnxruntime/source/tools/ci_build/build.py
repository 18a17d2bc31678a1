"""Stand-in for ONNX Runtime's build program: configures, builds and packs with the real one's options."""
import argparse
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def options():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--build_dir", required=True, type=pathlib.Path)
    parser.add_argument("--config", nargs="+", default=["Debug"], choices=["Debug", "MinSizeRel", "Release", "RelWithDebInfo"])
    parser.add_argument("--parallel", nargs="?", const="0", default="1", type=int)
    for name in ("cuda_version", "cuda_home", "cudnn_home", "tensorrt_home"):
        parser.add_argument("--" + name)
    for name in ("use_cuda", "use_tensorrt", "build_wheel", "build_shared_lib", "skip_tests", "allow_running_as_root",
                 "compile_no_warning_as_error", "update", "build"):
        parser.add_argument("--" + name, action="store_true")
    parser.add_argument("--cmake_generator", choices=["Ninja", "Unix Makefiles"], default="Unix Makefiles")
    parser.add_argument("--cmake_extra_defines", nargs="+", action="append", default=[])
    return parser.parse_args()


def need(what, folder, file):
    if folder is None or not pathlib.Path(folder, file).exists():
        sys.exit(f"{what}: {file} is not in {folder}")


def main():
    args = options()
    if os.geteuid() == 0 and not args.allow_running_as_root:
        sys.exit("Running as root is not allowed: use --allow_running_as_root")
    if args.use_cuda:
        need("--cuda_home", args.cuda_home, "include/cuda_runtime.h")
        need("--cudnn_home", args.cudnn_home, "libcudnn.so")
    if args.use_tensorrt:
        need("--tensorrt_home", args.tensorrt_home, "libnvinfer.so")
    import numpy  # its headers are compiled against
    if int(numpy.__version__.split(".")[0]) >= 2:
        sys.exit("built for NumPy 1")
    defines = [define for group in args.cmake_extra_defines for define in group]
    defines += [f"onnxruntime_USE_CUDA={'ON' if args.use_cuda else 'OFF'}", f"onnxruntime_CUDA_HOME={args.cuda_home}",
                f"onnxruntime_CUDNN_HOME={args.cudnn_home}", f"onnxruntime_TENSORRT_HOME={args.tensorrt_home}",
                f"onnxruntime_USE_TENSORRT={'ON' if args.use_tensorrt else 'OFF'}"]
    for config in args.config:
        build = (args.build_dir / config).resolve()
        subprocess.run(["cmake", "-S", SOURCE / "cmake", "-B", build, "-G", args.cmake_generator,
                        f"-DCMAKE_BUILD_TYPE={config}", *("-D" + define for define in defines)], check=True)
        subprocess.run(["cmake", "--build", build, "--parallel", str(args.parallel or os.cpu_count())], check=True)
        if args.build_wheel:
            environment = {**os.environ, "ORT_BUILD_DIR": str(build), "ORT_NUMPY": numpy.__version__}
            subprocess.run([sys.executable, SOURCE / "setup.py", "bdist_wheel", "--dist-dir", build / "dist"],
                           check=True, cwd=build, env=environment)


main()
