"""archive.py FOLDER TOP TARGET: packs a folder as a .tar.xz with one top folder; the same input gives the same bytes."""
import lzma
import pathlib
import sys
import tarfile

folder, top, target = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]


def plain(info):
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mtime = 1762214400  # 2025-11-04
    info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
    return info


with lzma.open(target, "wb", preset=6) as stream, tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as tar:
    tar.add(folder, arcname=top, recursive=False, filter=plain)
    for path in sorted(folder.rglob("*")):
        tar.add(path, arcname=f"{top}/{path.relative_to(folder).as_posix()}", recursive=False, filter=plain)
