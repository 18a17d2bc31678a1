"""repository.py LIBRARIES TARGET: a flat Debian repository for arm64 with NVIDIA's package of cuDNN 9, made of the stubs.

Release is not signed here. The same libraries give the same bytes.
"""
import gzip
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

LIB = "usr/lib/aarch64-linux-gnu"
CONTROL = """\
Package: libcudnn9-cuda-12
Version: 9.3.0.75-1
Architecture: arm64
Maintainer: the test bed <testbed@localhost>
Section: multiverse/devel
Priority: optional
Installed-Size: {size}
Description: stand-in for the cuDNN runtime libraries
"""
DATE = 1729749172  # 2024-10-24


def deb(libraries, target):
    """dpkg-deb's package: the real files and the links of their SONAMEs."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        (tree / LIB).mkdir(parents=True)
        for library in sorted(libraries.glob("libcudnn*.so.9.3.0")):
            shutil.copyfile(library, tree / LIB / library.name)
            (tree / LIB / library.name.removesuffix(".3.0")).symlink_to(library.name)
        size = sum(file.stat().st_size for file in (tree / LIB).iterdir() if not file.is_symlink()) // 1024
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN/control").write_text(CONTROL.format(size=size))
        for path in [*tree.rglob("*"), tree]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() else 0o644)
            os.utime(path, (DATE, DATE), follow_symlinks=False)
        file = target / "libcudnn9-cuda-12_9.3.0.75-1_arm64.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, str(file)], check=True,
                       env={**os.environ, "SOURCE_DATE_EPOCH": str(DATE)})
    return file


def hashes(data):
    return hashlib.md5(data).hexdigest(), hashlib.sha256(data).hexdigest()


def main(libraries, target):
    file = deb(libraries, target)
    md5, sha256 = hashes(file.read_bytes())
    control = subprocess.run(["dpkg-deb", "--field", str(file)], check=True, capture_output=True, text=True).stdout
    packages = (control + f"Filename: ./{file.name}\nSize: {file.stat().st_size}\nMD5sum: {md5}\nSHA256: {sha256}\n").encode()
    indexes = {"Packages": packages, "Packages.gz": gzip.compress(packages, mtime=0)}
    release = ["Origin: test bed", "Label: stand-in for NVIDIA's CUDA repository", "Architecture: arm64",
               "Date: Thu, 24 Oct 2024 05:52:52 UTC"]
    for name, which in (("MD5Sum", 0), ("SHA256", 1)):
        release.append(name + ":")
        release += [f" {hashes(data)[which]} {len(data)} {index}" for index, data in indexes.items()]
    for name, data in indexes.items():
        (target / name).write_bytes(data)
    (target / "Release").write_text("\n".join(release) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
