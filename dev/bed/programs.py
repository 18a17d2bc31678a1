"""programs.py WHEELS TARGET: packs the programs of the cmake and uv wheels as their projects' own release archives.

The same wheels give the same bytes.
"""
import gzip
import io
import pathlib
import re
import sys
import tarfile
import zipfile

# Wheel, the part of it that is taken, and the archive's top folder; {} is the version.
ARCHIVES = [
    ("cmake", r"cmake/data/(bin|share)/", "cmake/data/", "cmake-{}-linux-aarch64"),
    ("uv", r"uv-[^/]+\.data/scripts/", r"uv-{}.data/scripts/", "uv-aarch64-unknown-linux-gnu"),
]


def pack(wheel, part, prefix, top, target):
    version = wheel.name.split("-")[1]
    top, prefix = top.format(version), prefix.format(version)
    buffer = io.BytesIO()
    with zipfile.ZipFile(wheel) as source, tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name in sorted(source.namelist()):
            if not re.match(part, name) or name.endswith("/"):
                continue
            path = name.removeprefix(prefix)
            info = tarfile.TarInfo(f"{top}/{path}")
            data = source.read(name)
            info.size, info.mtime = len(data), 1729749172
            info.mode = 0o755 if path.startswith("bin/") or "/" not in path else 0o644
            tar.addfile(info, io.BytesIO(data))
    with (target / f"{top}.tar.gz").open("wb") as stream:
        stream.write(gzip.compress(buffer.getvalue(), 6, mtime=0))


if __name__ == "__main__":
    wheels, into = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for project, part, prefix, top in ARCHIVES:
        (wheel,) = wheels.glob(f"{project}-*.whl")
        pack(wheel, part, prefix, top, into)
