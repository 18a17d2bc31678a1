import csv, base64, ctypes, hashlib, io, json, os, platform, re, subprocess, sys
from importlib import metadata

want = json.loads(os.environ["JBUILD_EXPECT"])
versions = want["versions"]
rows, notes = [], []


def parts(text):
    return [int(n) for n in re.findall(r"\d+", text.split("+")[0])]


def matches(expected, found):
    """A plain version matches every version that begins with it: 12.6 matches 12.6.68. Operators are pip's."""
    for clause in filter(None, (part.strip() for part in expected.split(","))):
        operator, version = re.match(r"(~=|<=|>=|===?|!=|<|>|)\s*(.*)", clause).groups()
        left, right = parts(found), parts(version)
        same = left[:len(right)] == right
        compatible = left[:len(right) - 1] == right[:-1]
        if operator in ("==", "===", "!=") and not version.endswith(".*") or operator[:1] in ("<", ">", "~"):
            size = max(len(left), len(right))
            left += [0] * (size - len(left))
            right += [0] * (size - len(right))
            same = left == right
        good = {"": same, "==": same, "===": same, "!=": not same, "~=": compatible and left >= right,
                "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
        if not good:
            return False
    return True


def row(name, value, expected="", state=None):
    if state is None:
        state = "GOOD" if not expected or matches(expected, str(value)) else "BAD"
    rows.append((state, line(name), line(value) or "-", line(expected)))


def line(text):
    """One line without tabs or control characters: a row is one line, with its cells separated by tabs."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(str(text).split()))


def measure(name, find, key=None):
    """Adds a row with the version that a function returns; None if the component is not installed."""
    expected = versions.get(key or name.lower(), "")
    try:
        value = find()
    except Exception as error:
        row(name, f"{type(error).__name__}: {error}", expected, "BAD")
        return None
    if value is None:
        row(name, "not installed", expected, "BAD" if expected else "ABSENT")
    else:
        row(name, value, expected)
    return value


def installed(*names):
    for name in names:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    return None


def imported(module, *names):
    """Imports the module, because that is what fails on a device; the version is the module's own."""
    if installed(module, *names) is None:
        return None
    return __import__(module).__version__


def library(*names):
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError as error:
            if "cannot open shared object file" not in str(error) or name not in str(error):
                raise
    return None


def cuda():
    loaded = library("libcudart.so.12", "libcudart.so.13", "libcudart.so.11.0")
    if loaded is None:
        return None
    path = next((line.split()[-1] for line in open("/proc/self/maps") if "libcudart.so" in line), "")
    exact = re.search(r"libcudart\.so\.(\d+\.\d+\.\d+)$", os.path.realpath(path))
    if exact:
        return exact.group(1)
    number = ctypes.c_int()
    loaded.cudaRuntimeGetVersion(ctypes.byref(number))
    return f"{number.value // 1000}.{number.value % 1000 // 10}"


def cudnn():
    loaded = library("libcudnn.so.9", "libcudnn.so.8")
    if loaded is None:
        return None
    loaded.cudnnGetVersion.restype = ctypes.c_size_t
    number = loaded.cudnnGetVersion()
    unit = 10000 if number >= 90000 else 1000
    return f"{number // unit}.{number % unit // 100}.{number % 100}"


def tensorrt():
    if library("libnvinfer.so.10", "libnvinfer.so.8") is None:
        return None
    path = next((line.split()[-1] for line in open("/proc/self/maps") if "libnvinfer.so" in line), "")
    exact = re.search(r"libnvinfer\.so\.(\d+\.\d+\.\d+)$", os.path.realpath(path))
    return exact.group(1) if exact else "found"


def gdal():
    try:
        said = subprocess.run(["gdalinfo", "--version"], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    if said.returncode:
        raise RuntimeError(said.stderr.strip().splitlines()[-1])
    return re.search(r"GDAL (\S+?),", said.stdout).group(1)


def pinned(wheel):
    """Checks that the pinned build is installed, with the files that its RECORD lists."""
    found = metadata.distribution(wheel["name"])
    origin = json.loads(found.read_text("direct_url.json") or "{}").get("archive_info", {})
    digest = origin.get("hashes", {}).get("sha256") or origin.get("hash", "").replace("sha256=", "")
    if digest != wheel["sha256"]:
        raise RuntimeError(f"installed from a file with sha256 {digest or 'unknown'}")
    for path, digest, _ in csv.reader(io.StringIO(found.read_text("RECORD"))):
        if digest:
            algorithm, value = digest.split("=", 1)
            real = hashlib.new(algorithm)
            with open(found.locate_file(path), "rb") as content:
                while block := content.read(1 << 20):
                    real.update(block)
            if base64.urlsafe_b64encode(real.digest()).rstrip(b"=").decode() != value:
                raise RuntimeError(f"{path} differs from the file in the wheel")
    return f"{found.version} sha256 {wheel['sha256'][:12]}"


measure("Python", platform.python_version)
if platform.machine() != "aarch64":
    row("architecture", platform.machine(), "aarch64", "BAD")
measure("CUDA", cuda)
measure("cuDNN", cudnn)
measure("TensorRT", tensorrt)
measure("GDAL", gdal)
measure("torch", lambda: imported("torch"))
measure("torchvision", lambda: imported("torchvision"))
measure("onnxruntime", lambda: imported("onnxruntime", "onnxruntime-gpu"))
measure("NumPy", lambda: imported("numpy"))
for key, expected in versions.items():
    if key not in ("python", "cuda", "cudnn", "tensorrt", "gdal", "torch", "torchvision", "onnxruntime", "numpy"):
        measure(key, lambda: installed(key))
for wheel in want["wheels"]:
    measure("pinned " + wheel["name"], lambda: pinned(wheel), "no version")
for soname in want["libraries"]:
    try:
        ctypes.CDLL(soname)
    except OSError as error:
        row(soname, error, "", "BAD")
if installed("onnxruntime") and installed("onnxruntime-gpu"):
    row("onnxruntime twice", "the CPU build overwrites the GPU build", "", "BAD")

torch = sys.modules.get("torch")
if torch is None:
    notes.append("whether PyTorch finds the GPU: torch is not installed")
else:
    gpu = False
    try:
        gpu = bool(torch.cuda.is_available())
    except Exception as error:
        row("CUDA available", error, "", "BAD")
    built = torch.version.cuda
    row("torch built for CUDA", built or "no: a CPU build", "", "GOOD" if built else "BAD")
    if gpu:
        row("CUDA available", "yes")
        available = torch.backends.cudnn.is_available()
        row("cuDNN available", "yes" if available else "no", "", "GOOD" if available else "BAD")
        row("GPU", torch.cuda.get_device_name(0))
        try:
            image, kernel = torch.randn(1, 3, 64, 64), torch.randn(8, 3, 3, 3)
            there = torch.nn.functional.conv2d(image.cuda(), kernel.cuda()).cpu()
            error = (there - torch.nn.functional.conv2d(image, kernel)).abs().max().item()
            row("convolution", f"differs from the CPU's by {error:.1e}", "", "GOOD" if error < 1e-2 else "BAD")
        except Exception as error:
            row("convolution", f"{type(error).__name__}: {error}", "", "BAD")
    else:
        # If NVIDIA's runtime started the container, there must be a GPU.
        wanted = os.environ.get("JBUILD_GPU") == "1"
        for name in ("CUDA available", "cuDNN available", "GPU", "convolution"):
            row(name, "no, under NVIDIA's runtime" if wanted else "no GPU here", "", "BAD" if wanted else "UNKNOWN")
        notes.append("whether PyTorch finds the GPU, and its name: no GPU here")
        notes.append("whether cuDNN computes: only a convolution on a GPU opens all of it")
        notes.append("whether the kernels of torch and onnxruntime were built for this GPU")

for state, name, value, expected in rows:
    if os.environ.get("JBUILD_ROWS") == "1":
        print("row", state, name, value, expected, sep="\t")
    else:
        print(f"{state.lower():8} {name:22} {value}" + (f"  (expected {expected})" if expected else ""))
for note in notes:
    print("note\t" + note if os.environ.get("JBUILD_ROWS") == "1" else "not proven: " + note)
sys.exit(any(row[0] == "BAD" for row in rows))
