"""Stub libraries: real aarch64 ELF files with the names, SONAMEs, dependencies and symbols that are asked for.

Each is padded with data of its own that does not compress, so that a copy of it is recognisable and a copy too many
shows in the size of an image. The same input gives the same bytes.
"""
import dataclasses
import hashlib
import pathlib
import subprocess
import tempfile

GCC = "aarch64-linux-gnu-gcc"


@dataclasses.dataclass(frozen=True)
class Library:
    file: str  # name of the real file
    soname: str  # "" for a module without one
    kilobytes: int
    needed: tuple = ()  # SONAMEs
    code: str = ""  # C; a symbol named after the library when empty
    rpath: str = ""

    def symbol(self):
        name = self.file.split(".so")[0].removeprefix("lib")
        return "".join(c if c.isalnum() else "_" for c in name) + "_stub"


def build(library, target):
    """Compiles one library into the file `target`."""
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        padding = hashlib.shake_256(library.file.encode()).digest(library.kilobytes * 1024)
        (work / "padding.bin").write_bytes(padding)
        code = library.code or f"int {library.symbol()}(void) {{ return 1; }}"
        (work / "stub.c").write_text(
            code + '\n__asm__(".section .rodata\\n.incbin \\"padding.bin\\"\\n.text\\n");\n')
        command = [GCC, "-shared", "-fPIC", "-O1", "-s", "-Wl,--build-id=none", "-Wl,--hash-style=gnu",
                   "-fno-asynchronous-unwind-tables", "-o", "out.so", "stub.c"]
        if library.soname:
            command.append("-Wl,-soname," + library.soname)
        if library.rpath:
            command.append("-Wl,-rpath," + library.rpath)
        # What a library needs is written down from empty libraries of the same SONAME.
        for soname in library.needed:
            subprocess.run([GCC, "-shared", "-nostdlib", "-x", "c", "/dev/null", "-Wl,-soname," + soname, "-o", soname],
                           cwd=work, check=True)
        if library.needed:
            command += ["-Wl,--no-as-needed", *library.needed]
        if "dlopen" in code:
            command.append("-ldl")
        subprocess.run(command, cwd=work, check=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((work / "out.so").read_bytes())
        target.chmod(0o644)
    return target
