# cuda-base: rendered by jbuild for linux/arm64; change the profile, not this file.
# L4T r36.4.0, JetPack 6.1, CUDA 12.6.68, cuDNN 9.3.0.75, TensorRT 10.3.0.30

# ---- base-libs: what the base already has
FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1 AS base-libs
# a library that the base has must not be stored twice
RUN mkdir -p /out && ldconfig && ldconfig -p | sed -n 's/^\t\([^ ]*\) .*/\1/p' | sort -u > /out/sonames

# ---- donor: library files for the runtime stage; nothing else of this image is used
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS donor
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

# ---- gdal-src: the source archive of gdal, checked by hash
FROM fetch AS gdal-src
# a hash identifies the archive, a tag may move
RUN mkdir -p /archives && cd /archives \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output gdal-3.11.5.tar.xz \
        https://download.osgeo.org/gdal/3.11.5/gdal-3.11.5.tar.xz \
    && echo '79f66756f1c843b5ee52c8482d4f6bd2a8b7706d6161cc11f0b27c83d638796a  gdal-3.11.5.tar.xz' | sha256sum -c -

# ---- gdal: builds gdal from source
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS gdal
# what is needed to compile gdal
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        cmake \
        libproj-dev \
        ninja-build \
        xz-utils \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
# the distribution's gdal is older than the profile wants
COPY --from=gdal-src /archives /archives
RUN mkdir /src \
    && tar -xf /archives/gdal-3.11.5.tar.xz --no-same-owner --strip-components=1 -C /src
RUN cmake -S /src -B /build -G Ninja \
        -DCMAKE_BUILD_TYPE=Release \
        -DBUILD_SHARED_LIBS=ON \
        -DBUILD_TESTING=OFF \
        -DBUILD_APPS=ON \
        -DBUILD_PYTHON_BINDINGS=OFF \
        -DGDAL_BUILD_OPTIONAL_DRIVERS=OFF \
        -DOGR_BUILD_OPTIONAL_DRIVERS=OFF \
        -DGDAL_ENABLE_DRIVER_JPEG=ON \
        -DGDAL_ENABLE_DRIVER_PNG=ON \
        -DOGR_ENABLE_DRIVER_GPKG=ON \
        -DGDAL_USE_TIFF_INTERNAL=ON \
        -DGDAL_USE_GEOTIFF_INTERNAL=ON \
        -DGDAL_USE_JPEG_INTERNAL=ON \
        -DGDAL_USE_PNG_INTERNAL=ON \
        -DGDAL_USE_ZLIB_INTERNAL=ON \
        -DGDAL_USE_JSONC_INTERNAL=ON \
        -DCMAKE_INSTALL_PREFIX=/usr/local \
    && cmake --build /build --parallel "$(nproc)" \
    && cmake --install /build \
    && ldconfig
# another version on the path would be found first
RUN gdalinfo --version | grep -F -e 'GDAL 3.11.5'
# headers and build files stay behind
RUN mkdir -p /out && cd /usr/local && cp -a --parents bin/gdal* bin/ogr* lib/libgdal.so* share/gdal /out/

# ---- pip: Python with pip, for the stages that install
FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1 AS pip
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
FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1 AS runtime
# torch and onnxruntime for CUDA 12.6 load libcudnn.so.9, which opens its seven sub-libraries when used; l4t-cuda has none of them
COPY --from=donor /out/cudnn/ /usr/lib/aarch64-linux-gnu/
# torch links libcupti.so.12 for its profiler and does not import without it; l4t-cuda lacks it
COPY --from=donor /out/cupti/ /usr/local/cuda/lib64/
# system libraries and programs of the final image
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libgomp1 \
        libopenblas0 \
        libproj22 \
        python3 \
        tini \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
# its libraries, programs and data, without the toolchain
COPY --from=gdal /out/ /usr/local/
# symlinks are created from the SONAME: a copied symlink would be another copy of the library
RUN ldconfig -n /usr/lib/aarch64-linux-gnu /usr/local/cuda/lib64 /usr/local/lib && ldconfig && rm -f /var/cache/ldconfig/aux-cache
# stored once, in a layer that stays the same from release to release
COPY --from=pinned /pinned/usr/local/ /usr/local/
# everything else of the environment
COPY --from=python /packages/usr/local/ /usr/local/
# a missing library shows here, not on the device
RUN gdalinfo --version | grep -F -e 'GDAL 3.11.5'
# where the image comes from
LABEL "io.github.jbuild.profile"="cuda-base" \
    "io.github.jbuild.l4t"="r36.4.0" \
    "org.opencontainers.image.base.name"="nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1" \
    "org.opencontainers.image.base.digest"="sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1"
# directory of the application
WORKDIR "/app"
# an init as PID 1 forwards signals: docker stop takes effect at once
ENTRYPOINT ["tini", "--"]
# what runs by default
CMD ["python3"]
