package io.github.jbuild.testing;

import static io.github.jbuild.testing.JetsonFixture.CUDA;
import static io.github.jbuild.testing.JetsonFixture.LIB;

import java.util.List;
import java.util.Map;

/** The parts of a good image, in the sizes of a model. */
final class JetsonParts {

  private JetsonParts() {}

  static JetsonFixture into(JetsonFixture image) {
    system(image);
    cuda(image);
    python(image);
    image.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    image.env("LD_LIBRARY_PATH", "/usr/local/cuda/lib64");
    image.env("APP_MODE", "serve");
    image.config("Entrypoint", List.of("tini", "--"));
    image.config("Cmd", List.of("python3", "-m", "app"));
    image.config("WorkingDir", "/app");
    image.config("User", "app");
    image.config("ExposedPorts", Map.of("9001/tcp", Map.of()));
    return image.config("Labels", Map.of("org.example.part", "vision"));
  }

  private static void system(JetsonFixture image) {
    image.link("/lib", "usr/lib").link("/bin", "usr/bin");
    image.with("/etc/os-release", "PRETTY_NAME=\"Ubuntu 22.04.5 LTS\"\n");
    image.with("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\napp:x:1000:1000::/home/app:\n");
    image.with("/etc/group", "root:x:0:\nvideo:x:44:app\napp:x:1000:\n");
    image.with(
        "/var/lib/dpkg/status",
        """
        Package: libc6
        Status: install ok installed
        Architecture: arm64
        Version: 2.35-0ubuntu3.8

        Package: python3.10-minimal
        Status: install ok installed
        Architecture: arm64
        Version: 3.10.12-1~22.04.6
        """);
    image.with("/var/lib/dpkg/info/libc6:arm64.list", "/.\n" + LIB + "/libc.so.6\n");
    image.with(
        LIB + "/libc.so.6",
        ElfFixture.library("libc.so.6").defines("GLIBC_2.17", "GLIBC_2.34").bytes());
    image.with(LIB + "/ld-linux-aarch64.so.1", ElfFixture.library("ld-linux-aarch64.so.1").bytes());
    image.link("/usr/lib/ld-linux-aarch64.so.1", "aarch64-linux-gnu/ld-linux-aarch64.so.1");
    image.program("/usr/bin/dash", program());
    image.link("/usr/bin/sh", "dash");
    image.program("/usr/bin/tini", program());
    image.program("/usr/bin/python3.10", program());
    image.link("/usr/bin/python3", "python3.10");
    image.with("/app/app.py", "print('ready')\n");
  }

  private static byte[] program() {
    return ElfFixture.program().needs("libc.so.6").needsVersions("libc.so.6", "GLIBC_2.34").bytes();
  }

  private static void cuda(JetsonFixture image) {
    image.link("/usr/local/cuda", "cuda-12.6");
    library(image, CUDA, "libcudart.so.12", "libcudart.so.12.6.68");
    library(image, CUDA, "libcupti.so.12", "libcupti.so.2024.3.1");
    for (String part :
        List.of(
            "",
            "_adv",
            "_cnn",
            "_engines_precompiled",
            "_engines_runtime_compiled",
            "_graph",
            "_heuristic",
            "_ops")) {
      library(image, LIB, "libcudnn" + part + ".so.9", "libcudnn" + part + ".so.9.3.0");
    }
  }

  private static void library(JetsonFixture image, String folder, String soname, String file) {
    image.with(folder + "/" + file, ElfFixture.library(soname).needs("libc.so.6").bytes());
    image.link(folder + "/" + soname, file);
  }

  private static void python(JetsonFixture image) {
    image.with(torch());
    image.with(
        WheelFixture.wheel("torchvision", "0.23.0")
            .compiled()
            .requires("torch==2.8.0")
            .requires("numpy")
            .from(JetsonProfile.TORCHVISION)
            .file("torchvision/__init__.py", "import torch\n")
            .file(
                "torchvision/_C.so",
                ElfFixture.library("_C.so")
                    .needs("libtorch_cuda.so", "libcudart.so.12", "libc.so.6")
                    .bytes()));
    image.with(
        WheelFixture.wheel("onnxruntime-gpu", "1.23.0")
            .compiled()
            .requires("numpy>=1.21")
            .from(JetsonProfile.ONNXRUNTIME)
            .file("onnxruntime/__init__.py", "__version__ = '1.23.0'\n")
            .file("onnxruntime/capi/_pybind_state.py", "gpu")
            .file(
                "onnxruntime/capi/libonnxruntime_providers_cuda.so",
                ElfFixture.library("libonnxruntime_providers_cuda.so")
                    .needs("libcudart.so.12", "libcudnn.so.9", "libc.so.6")
                    .bytes())
            .file(
                "onnxruntime/capi/libonnxruntime_providers_tensorrt.so",
                ElfFixture.library("libonnxruntime_providers_tensorrt.so")
                    .needs("libnvinfer.so.10", "libc.so.6")
                    .bytes()));
    image.with(
        WheelFixture.wheel("numpy", "1.26.4")
            .compiled()
            .file("numpy/__init__.py", "__version__ = '1.26.4'\n"));
  }

  private static WheelFixture torch() {
    ElfFixture cuda =
        ElfFixture.library("libtorch_cuda.so")
            .needs("libtorch_cpu.so", "libcudnn.so.9", "libcupti.so.12", "libcuda.so.1")
            .runpath("$ORIGIN");
    return WheelFixture.wheel("torch", "2.8.0")
        .compiled()
        .requires("numpy; extra == 'opt'")
        .from(JetsonProfile.TORCH)
        .file("torch/__init__.py", "from .version import __version__\n")
        .file(
            "torch/version.py",
            "from typing import Optional\n__version__ = '2.8.0'\ncuda: Optional[str] = '12.6'\n")
        .file("torch/lib/libtorch_cuda.so", cuda.bytes())
        .file(
            "torch/lib/libtorch_cpu.so",
            ElfFixture.library("libtorch_cpu.so").needs("libc.so.6").bytes());
  }
}
