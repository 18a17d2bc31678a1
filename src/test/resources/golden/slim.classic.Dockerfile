# slim: rendered by jbuild for linux/arm64; change the profile, not this file.
# L4T r36.4.0, JetPack 6.1, CUDA 12.6.68, cuDNN 9.3.0.75, TensorRT 10.3.0.30

# ---- base-libs: what the base already has
FROM ubuntu:22.04@sha256:09506232a8004baa32c47d68f1e5c307d648fdd59f5e7eaa42aaf87914100db3 AS base-libs
# a library that the base has must not be stored twice
RUN mkdir -p /out && ldconfig && ldconfig -p | sed -n 's/^\t\([^ ]*\) .*/\1/p' | sort -u > /out/sonames

# ---- donor: library files for the runtime stage; nothing else of this image is used
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS donor
# the CUDA runtime, which everything that uses the GPU links
COPY --from=base-libs /out/sonames /base/cudart
RUN set -eu; \
    out=/out/cudart; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcudart.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo cudart: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cudart; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch and the CUDA provider of onnxruntime link both; about 460 MB
COPY --from=base-libs /out/sonames /base/cublas
RUN set -eu; \
    out=/out/cublas; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcublas.so.* /usr/local/cuda/lib64/libcublasLt.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    ls /usr/local/cuda/lib64/libcublas.so.* >/dev/null; \
    ls /usr/local/cuda/lib64/libcublasLt.so.* >/dev/null; \
    [ -n "$(ls "$out")" ] || { echo cublas: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cublas; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch and the CUDA provider of onnxruntime link it; about 270 MB
COPY --from=base-libs /out/sonames /base/cufft
RUN set -eu; \
    out=/out/cufft; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcufft.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo cufft: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cufft; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch links it
COPY --from=base-libs /out/sonames /base/curand
RUN set -eu; \
    out=/out/curand; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcurand.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo curand: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/curand; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch opens it the first time it needs linear algebra; about 140 MB
COPY --from=base-libs /out/sonames /base/cusolver
RUN set -eu; \
    out=/out/cusolver; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcusolver.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo cusolver: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cusolver; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch links it; it links libnvJitLink.so.12 (set nvjitlink)
COPY --from=base-libs /out/sonames /base/cusparse
RUN set -eu; \
    out=/out/cusparse; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcusparse.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo cusparse: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cusparse; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# cuSPARSE and cuSOLVER link it
COPY --from=base-libs /out/sonames /base/nvjitlink
RUN set -eu; \
    out=/out/nvjitlink; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libnvJitLink.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo nvjitlink: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/nvjitlink; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch compiles kernels with it; it opens its built-ins under a name that contains CUDA's minor version
COPY --from=base-libs /out/sonames /base/nvrtc
RUN set -eu; \
    out=/out/nvrtc; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libnvrtc.so.* /usr/local/cuda/lib64/libnvrtc-builtins.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    ls /usr/local/cuda/lib64/libnvrtc.so.* >/dev/null; \
    ls /usr/local/cuda/lib64/libnvrtc-builtins.so.* >/dev/null; \
    [ -n "$(ls "$out")" ] || { echo nvrtc: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/nvrtc; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch and onnxruntime for CUDA 12.6 load libcudnn.so.9, which opens its seven sub-libraries when used; l4t-cuda has none of them
COPY --from=base-libs /out/sonames /base/cudnn
RUN set -eu; \
    out=/out/cudnn; mkdir -p "$out"; \
    for file in /usr/lib/aarch64-linux-gnu/libcudnn*.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    ls "$out" | grep -qE '^libcudnn\.so\.9\.3(\.|$)' || { echo cudnn: the donor has no libcudnn.so.9.3 >&2; exit 1; }; \
    [ -n "$(ls "$out")" ] || { echo cudnn: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cudnn; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch links libcupti.so.12 for its profiler and does not import without it; l4t-cuda lacks it
COPY --from=base-libs /out/sonames /base/cupti
RUN set -eu; \
    out=/out/cupti; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libcupti.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo cupti: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/cupti; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# torch links libnvToolsExt.so.1; the l4t-cuda runtime image has it, other base images may not
COPY --from=base-libs /out/sonames /base/nvtx
RUN set -eu; \
    out=/out/nvtx; mkdir -p "$out"; \
    for file in /usr/local/cuda/lib64/libnvToolsExt.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo nvtx: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/nvtx; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete

# ---- fetch: a downloader, shared by the stages below
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS fetch
# the image has no program to download with
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates \
        curl \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin

# ---- wheels: the pinned Jetson wheels, checked by hash
FROM fetch AS wheels
# PyPI's wheels of these names have no CUDA, and the index has replaced builds under the same version
RUN mkdir -p /wheels && cd /wheels \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output torch-2.8.0-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/62a/1beee9f2f1470/torch-2.8.0-cp310-cp310-linux_aarch64.whl \
    && echo '62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc  torch-2.8.0-cp310-cp310-linux_aarch64.whl' | sha256sum -c -
RUN mkdir -p /wheels && cd /wheels \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output torchvision-0.23.0-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/907/c4c1933789645/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl \
    && echo '907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1  torchvision-0.23.0-cp310-cp310-linux_aarch64.whl' | sha256sum -c -
RUN mkdir -p /wheels && cd /wheels \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/4eb/e6a8902dc7708/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl \
    && echo '4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b  onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl' | sha256sum -c -

# ---- pip: Python with pip, for the stages that install
FROM ubuntu:22.04@sha256:09506232a8004baa32c47d68f1e5c307d648fdd59f5e7eaa42aaf87914100db3 AS pip
# the base may lack Python, and the final image needs no pip
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        python3 \
        python3-pip \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
# a wheel fits one version of Python only
RUN python3 -c 'import sys; found = "%d.%d" % sys.version_info[:2]; found == sys.argv[1] or sys.exit("python3 is " + found + ", but the profile says " + sys.argv[1])' 3.10

# ---- pinned: the Jetson wheels as the image gets them
FROM pip AS pinned
# --no-deps: what they need comes from PyPI, under constraints
COPY --from=wheels /wheels /wheels
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install --no-cache-dir \
        --no-deps --no-index --ignore-installed --root /pinned \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b'

# ---- python: everything from PyPI, in addition to the pinned wheels
FROM pip AS python
# other packages look for torch while they install
COPY --from=pinned /pinned/usr/local/ /usr/local/
# an install that would replace a pinned wheel must fail
COPY --from=wheels /wheels /wheels
RUN printf '%s\n' \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b' \
        'numpy<2' \
        > /constraints.txt
# the wheels were installed without dependencies
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install --no-cache-dir \
        --constraint /constraints.txt \
        torch \
        torchvision \
        onnxruntime-gpu
# from PyPI only: the Jetson index is not used for ordinary packages
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install --no-cache-dir \
        --constraint /constraints.txt \
        numpy==1.26.4
# an install may have replaced torch with PyPI's CPU build: restored and asserted
RUN for attempt in keep repin; do \
      python3 -c 'import importlib.metadata as m, sys; \
        pins = zip(sys.argv[1::2], sys.argv[2::2]); \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        lost = [n for n, h in pins if [h in url(d) for d in m.distributions(name=n)] != [True]]; \
        sys.exit("not the pinned build: " + " ".join(lost) if lost else 0)' \
        torch 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        torchvision 907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1 \
        onnxruntime-gpu 4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b \
        && exit 0; \
      [ "$attempt" = repin ] || PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \
        python3 -m pip install --no-deps --no-index --no-cache-dir --force-reinstall \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b'; \
    done; exit 1
# what is missing here would show up only on the device
RUN python3 -m pip check
# pip and its caches stay behind
RUN mkdir -p /packages/usr/local \
    && python3 -c 'import importlib.metadata as m, os, sys; \
        site, pins = sys.argv[1], sys.argv[2:]; \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        ours = [d for d in m.distributions(path=[site]) if not any(p in url(d) for p in pins)]; \
        files = {os.path.normpath(str(d.locate_file(f))) for d in ours for f in d.files or []}; \
        here = [f for f in sorted(files) if f.startswith("/usr/local/") and os.path.lexists(f)]; \
        [os.renames(f, "/packages" + f) for f in here]' \
        /usr/local/lib/python3.10/dist-packages \
        62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1 \
        4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b

# ---- runtime: the image
FROM ubuntu:22.04@sha256:09506232a8004baa32c47d68f1e5c307d648fdd59f5e7eaa42aaf87914100db3 AS runtime
# NVIDIA's container runtime reads these; the base does not set them
ENV NVIDIA_VISIBLE_DEVICES="all" \
    NVIDIA_DRIVER_CAPABILITIES="compute,utility,video" \
    NVIDIA_REQUIRE_CUDA="cuda>=12.6" \
    NVIDIA_REQUIRE_JETPACK_HOST_MOUNTS="base-only"
# the CUDA runtime, which everything that uses the GPU links
COPY --from=donor /out/cudart/ /usr/local/cuda/lib64/
# torch and the CUDA provider of onnxruntime link both; about 460 MB
COPY --from=donor /out/cublas/ /usr/local/cuda/lib64/
# torch and the CUDA provider of onnxruntime link it; about 270 MB
COPY --from=donor /out/cufft/ /usr/local/cuda/lib64/
# torch links it
COPY --from=donor /out/curand/ /usr/local/cuda/lib64/
# torch opens it the first time it needs linear algebra; about 140 MB
COPY --from=donor /out/cusolver/ /usr/local/cuda/lib64/
# torch links it; it links libnvJitLink.so.12 (set nvjitlink)
COPY --from=donor /out/cusparse/ /usr/local/cuda/lib64/
# cuSPARSE and cuSOLVER link it
COPY --from=donor /out/nvjitlink/ /usr/local/cuda/lib64/
# torch compiles kernels with it; it opens its built-ins under a name that contains CUDA's minor version
COPY --from=donor /out/nvrtc/ /usr/local/cuda/lib64/
# torch and onnxruntime for CUDA 12.6 load libcudnn.so.9, which opens its seven sub-libraries when used; l4t-cuda has none of them
COPY --from=donor /out/cudnn/ /usr/lib/aarch64-linux-gnu/
# torch links libcupti.so.12 for its profiler and does not import without it; l4t-cuda lacks it
COPY --from=donor /out/cupti/ /usr/local/cuda/lib64/
# torch links libnvToolsExt.so.1; the l4t-cuda runtime image has it, other base images may not
COPY --from=donor /out/nvtx/ /usr/local/cuda/lib64/
# system libraries and programs of the final image
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libgomp1 \
        libopenblas0 \
        python3 \
        tini \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
# the loader searches only configured directories
RUN printf '%s\n' \
        /usr/local/cuda/lib64 \
        /usr/lib/aarch64-linux-gnu/tegra \
        /usr/lib/aarch64-linux-gnu/tegra-egl \
        /usr/lib/aarch64-linux-gnu/nvidia \
        > /etc/ld.so.conf.d/jbuild.conf
# symlinks are created from the SONAME: a copied symlink would be another copy of the library
RUN ldconfig -n /usr/local/cuda/lib64 /usr/lib/aarch64-linux-gnu && ldconfig && rm -f /var/cache/ldconfig/aux-cache
# stored once, in a layer that stays the same from release to release
COPY --from=pinned /pinned/usr/local/ /usr/local/
# everything else of the environment
COPY --from=python /packages/usr/local/ /usr/local/
# where the image comes from
LABEL "io.github.jbuild.profile"="slim" \
    "io.github.jbuild.l4t"="r36.4.0" \
    "org.opencontainers.image.base.name"="ubuntu:22.04@sha256:09506232a8004baa32c47d68f1e5c307d648fdd59f5e7eaa42aaf87914100db3" \
    "org.opencontainers.image.base.digest"="sha256:09506232a8004baa32c47d68f1e5c307d648fdd59f5e7eaa42aaf87914100db3"
# directory of the application
WORKDIR "/app"
# an init as PID 1 forwards signals: docker stop takes effect at once
ENTRYPOINT ["tini", "--"]
# what runs by default
CMD ["python3"]
