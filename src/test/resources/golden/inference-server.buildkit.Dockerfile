# inference-server: rendered by jbuild for linux/arm64; change the profile, not this file.
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
# the TensorRT provider of onnxruntime links it; building engines needs libnvinfer_builder_resource, which has no short name; also needs the set dla-compiler
COPY --from=base-libs /out/sonames /base/tensorrt
RUN set -eu; \
    out=/out/tensorrt; mkdir -p "$out"; \
    for file in /usr/lib/aarch64-linux-gnu/libnvinfer.so.* /usr/lib/aarch64-linux-gnu/libnvinfer_plugin.so.* /usr/lib/aarch64-linux-gnu/libnvinfer_builder_resource.so.* /usr/lib/aarch64-linux-gnu/libnvinfer_lean.so.* /usr/lib/aarch64-linux-gnu/libnvinfer_vc_plugin.so.* /usr/lib/aarch64-linux-gnu/libnvonnxparser.so.*; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    ls /usr/lib/aarch64-linux-gnu/libnvinfer.so.* >/dev/null; \
    ls /usr/lib/aarch64-linux-gnu/libnvinfer_plugin.so.* >/dev/null; \
    ls /usr/lib/aarch64-linux-gnu/libnvinfer_builder_resource.so.* >/dev/null; \
    ls /usr/lib/aarch64-linux-gnu/libnvinfer_lean.so.* >/dev/null; \
    ls /usr/lib/aarch64-linux-gnu/libnvinfer_vc_plugin.so.* >/dev/null; \
    ls /usr/lib/aarch64-linux-gnu/libnvonnxparser.so.* >/dev/null; \
    [ -n "$(ls "$out")" ] || { echo tensorrt: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/tensorrt; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete
# libnvinfer links it; the loader of a plain Ubuntu does not search its directory
COPY --from=base-libs /out/sonames /base/dla-compiler
RUN set -eu; \
    out=/out/dla-compiler; mkdir -p "$out"; \
    for file in /usr/lib/aarch64-linux-gnu/nvidia/libnvdla_compiler.so; do \
      if [ -f "$file" ] && [ ! -L "$file" ]; then cp -p "$file" "$out/"; fi; \
    done; \
    [ -n "$(ls "$out")" ] || { echo dla-compiler: the donor has no such library >&2; exit 1; }; \
    ldconfig -n "$out"; \
    for file in "$out"/*; do \
      if grep -qxF "${file##*/}" /base/dla-compiler; then rm -f "$(readlink -f "$file")"; fi; \
    done; \
    find "$out" -type l -delete

# ---- fetch: a downloader, shared by the stages below
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS fetch
# the image has no program to download with
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        ca-certificates \
        curl \
        git

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
        --proto =https --output flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/c90/358c76ebceadc/flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl \
    && echo 'c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a  flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl' | sha256sum -c -

# ---- cmake-tool: cmake 3.30.5, for the stages that build with it
FROM fetch AS cmake-tool
# the distribution's cmake has another version
RUN mkdir -p /archives && cd /archives \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output cmake-3.30.5-linux-aarch64.tar.gz \
        https://github.com/Kitware/CMake/releases/download/v3.30.5/cmake-3.30.5-linux-aarch64.tar.gz \
    && echo 'da7dead2c92c1747b40d506d7f7d68590f5bab175316d2e7af73e48a2e417e48  cmake-3.30.5-linux-aarch64.tar.gz' | sha256sum -c -
RUN mkdir /tool \
    && tar -xf /archives/cmake-3.30.5-linux-aarch64.tar.gz --no-same-owner --strip-components=1 -C /tool

# ---- uv: uv, the program that installs the Python packages
FROM fetch AS uv
# pinned by hash, and not part of the image
RUN mkdir -p /archives && cd /archives \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output uv-aarch64-unknown-linux-gnu.tar.gz \
        https://github.com/astral-sh/uv/releases/download/0.12.5/uv-aarch64-unknown-linux-gnu.tar.gz \
    && echo '9bf43b4d1a07665bf64d4c4e710930b382321a785e0eb10aac07f46471f86a31  uv-aarch64-unknown-linux-gnu.tar.gz' | sha256sum -c -
RUN mkdir /uv \
    && tar -xf /archives/uv-aarch64-unknown-linux-gnu.tar.gz --no-same-owner --strip-components=1 -C /uv

# ---- gdal-src: the source archive of gdal, checked by hash
FROM fetch AS gdal-src
# a hash identifies the archive, a tag may move
RUN mkdir -p /archives && cd /archives \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output gdal-3.11.5.tar.xz \
        https://download.osgeo.org/gdal/3.11.5/gdal-3.11.5.tar.xz \
    && echo '79f66756f1c843b5ee52c8482d4f6bd2a8b7706d6161cc11f0b27c83d638796a  gdal-3.11.5.tar.xz' | sha256sum -c -

# ---- onnxruntime-src: the source of onnxruntime 1.20.0 at the pinned commit
FROM fetch AS onnxruntime-src
# the Jetson index has had no build of this version since 2025, and none with TensorRT
RUN set -eu; git init --quiet /git/onnxruntime; cd /git/onnxruntime; \
    git remote add origin https://github.com/microsoft/onnxruntime.git; \
    git fetch --quiet --depth 1 origin c4fb724e810bb496165b9015c77f402727392933 \
      || git fetch --quiet origin '+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*'; \
    git checkout --quiet --detach c4fb724e810bb496165b9015c77f402727392933; \
    [ "$(git rev-parse HEAD)" = c4fb724e810bb496165b9015c77f402727392933 ]; \
    git submodule --quiet update --init --recursive --depth 1; \
    mkdir -p /archives; tar -C /git -cf /archives/onnxruntime.tar onnxruntime; rm -rf /git

# ---- gdal: builds gdal from source
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS gdal
# what is needed to compile gdal
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        file \
        git \
        libcurl4-openssl-dev \
        libexpat1-dev \
        libjpeg-turbo8-dev \
        libpng-dev \
        libproj-dev \
        libsqlite3-dev \
        libssl-dev \
        libtiff-dev \
        ninja-build \
        pkg-config \
        python3-dev \
        python3-pip \
        xz-utils \
        zlib1g-dev
# the distribution's GDAL 3.4 would be found before the one built here
RUN set -eu; \
    for package in gdal-bin libgdal-dev libgdal30; do \
      if dpkg-query -W "$package" >/dev/null 2>&1; then \
        DEBIAN_FRONTEND=noninteractive apt-get purge -y "$package"; \
      fi; \
    done
# the distribution's cmake has another version
COPY --from=cmake-tool /tool/ /usr/local/
RUN cmake --version | grep -F -e 3.30.5
# the distribution's gdal is older than the profile wants
RUN --mount=type=bind,from=gdal-src,source=/archives,target=/archives \
    mkdir /src \
    && tar -xf /archives/gdal-3.11.5.tar.xz --no-same-owner --strip-components=1 -C /src
RUN cmake -S /src -B /build -G Ninja \
        -DCMAKE_BUILD_TYPE=Release \
        -DBUILD_PYTHON_BINDINGS=OFF \
        -DBUILD_TESTING=OFF \
        -DGDAL_USE_EXTERNAL_LIBS=OFF \
        -DGDAL_USE_CURL=ON \
        -DGDAL_USE_EXPAT=ON \
        -DGDAL_USE_JPEG=ON \
        -DGDAL_USE_OPENSSL=ON \
        -DGDAL_USE_PNG=ON \
        -DGDAL_USE_SQLITE3=ON \
        -DGDAL_USE_TIFF=ON \
        -DGDAL_USE_ZLIB=ON \
        -DCMAKE_INSTALL_PREFIX=/usr/local \
    && cmake --build /build --parallel "$(nproc)" \
    && cmake --install /build \
    && ldconfig
# another version on the path would be found first
RUN gdalinfo --version | grep -F -e 'GDAL 3.11.5'
# headers and build files stay behind
RUN mkdir -p /out && cd /usr/local && cp -a --parents bin/gdal* bin/ogr* bin/gnm* lib/libgdal.so* share/gdal /out/

# ---- onnxruntime: builds onnxruntime from source
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS onnxruntime
# what is needed to compile onnxruntime
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        file \
        git \
        libcurl4-openssl-dev \
        libexpat1-dev \
        libjpeg-turbo8-dev \
        libpng-dev \
        libproj-dev \
        libsqlite3-dev \
        libssl-dev \
        libtiff-dev \
        ninja-build \
        pkg-config \
        python3 \
        python3-dev \
        python3-pip \
        zlib1g-dev
# a wheel fits one version of Python only
RUN python3 -c 'import sys; found = "%d.%d" % sys.version_info[:2]; found == sys.argv[1] or sys.exit("python3 is " + found + ", but the profile says " + sys.argv[1])' 3.10
# the distribution's cmake has another version
COPY --from=cmake-tool /tool/ /usr/local/
RUN cmake --version | grep -F -e 3.30.5
# Python packages of this build only
RUN --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        'numpy<2' \
        packaging \
        'setuptools<=75.5.0' \
        wheel
# the Jetson index has had no build of this version since 2025, and none with TensorRT
RUN --mount=type=bind,from=onnxruntime-src,source=/archives,target=/archives \
    mkdir /src \
    && tar -xf /archives/onnxruntime.tar --no-same-owner --strip-components=1 -C /src
# a change that onnxruntime 1.20.0 needs here
RUN python3 -c 'import json, pathlib, sys; \
        name, old, new = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]); \
        path = pathlib.Path("/src", name); text = path.read_bytes().decode(); \
        text.count(old) == 1 or sys.exit(f"{name}: the text to replace occurs {text.count(old)} times, not once"); \
        path.write_bytes(text.replace(old, new).encode())' \
        cmake/deps.txt '"be8be39fdbc6e60e94fa7870b280707069b5b81a"' '"32b145f525a8308d7ab1c09388b2e288312d8eba"'
# the Jetson index has had no build of this version since 2025, and none with TensorRT
RUN cd /src \
    && export CMAKE_BUILD_PARALLEL_LEVEL=12 MAX_JOBS=12 \
    && ./build.sh \
        --config Release \
        --build_dir build/cuda12 \
        --parallel 12 \
        --use_cuda \
        --cuda_version 12.6 \
        --cuda_home /usr/local/cuda \
        --cudnn_home /usr/lib/aarch64-linux-gnu \
        --use_tensorrt \
        --tensorrt_home /usr/lib/aarch64-linux-gnu \
        --build_wheel \
        --build_shared_lib \
        --skip_tests \
        --cmake_generator Ninja \
        --compile_no_warning_as_error \
        --allow_running_as_root \
        --cmake_extra_defines CMAKE_CUDA_ARCHITECTURES=87 \
        --cmake_extra_defines onnxruntime_BUILD_UNIT_TESTS=OFF \
    && ldconfig
# the Python environment needs only the wheel
RUN cd /src && set -- build/cuda12/Release/dist/onnxruntime_gpu-*.whl; \
    { [ "$#" = 1 ] && [ -f "$1" ]; } || { echo "expected one wheel, found: $*" >&2; exit 1; }; \
    mkdir /built && cp "$1" /built/

# ---- pip: Python with pip, for the stages that install
FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1 AS pip
# the base may lack Python, and the final image needs no pip
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        python3 \
        python3-pip
# a wheel fits one version of Python only
RUN python3 -c 'import sys; found = "%d.%d" % sys.version_info[:2]; found == sys.argv[1] or sys.exit("python3 is " + found + ", but the profile says " + sys.argv[1])' 3.10

# ---- pinned: the Jetson wheels as the image gets them
FROM pip AS pinned
# --no-deps: what they need comes from PyPI, under constraints
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --no-deps --no-index --ignore-installed --root /pinned \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'flash-attn @ file:///wheels/flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl#sha256=c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a'

# ---- python: everything from PyPI, in addition to the pinned wheels
FROM pip AS python
# other packages look for torch while they install
COPY --from=pinned /pinned/usr/local/ /usr/local/
# an install that would replace a pinned wheel must fail
RUN printf '%s\n' \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'flash-attn @ file:///wheels/flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl#sha256=c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a' \
        'numpy<2' \
        > /constraints.txt
# built for this image: 1.20.0 becomes a constraint
RUN --mount=type=bind,from=onnxruntime,source=/built,target=/built \
    PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --no-deps --no-index --no-cache-dir --force-reinstall /built/*.whl \
    && python3 -c 'import pathlib, sys; \
        from pip._vendor.packaging.utils import parse_wheel_filename; \
        [print("%s==%s" % parse_wheel_filename(w.name)[:2]) for w in pathlib.Path(sys.argv[1]).glob("*.whl")]' \
        /built > /tmp/built \
    && cat /tmp/built >> /built.txt && cat /tmp/built >> /constraints.txt
# the wheels were installed without dependencies
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=bind,from=uv,source=/uv,target=/uv \
    --mount=type=cache,id=jbuild-uv,target=/root/.cache/uv \
    UV_LINK_MODE=copy UV_SYSTEM_CERTS=1 /uv/uv pip install --system --break-system-packages \
        --index-strategy unsafe-best-match --constraint /constraints.txt \
        --requirement /built.txt \
        torch \
        torchvision \
        flash-attn
# from PyPI only: the Jetson index is not used for ordinary packages
COPY ["requirements/_requirements.txt", "/requirements/requirements/_requirements.txt"]
COPY ["requirements/requirements.jetson.txt", "/requirements/requirements/requirements.jetson.txt"]
COPY ["requirements/requirements.http.txt", "/requirements/requirements/requirements.http.txt"]
COPY ["requirements/requirements.clip.txt", "/requirements/requirements/requirements.clip.txt"]
COPY ["requirements/requirements.transformers.txt", "/requirements/requirements/requirements.transformers.txt"]
COPY ["requirements/requirements.sam.txt", "/requirements/requirements/requirements.sam.txt"]
COPY ["requirements/requirements.gaze.txt", "/requirements/requirements/requirements.gaze.txt"]
COPY ["requirements/requirements.groundingdino.txt", "/requirements/requirements/requirements.groundingdino.txt"]
COPY ["requirements/requirements.yolo_world.txt", "/requirements/requirements/requirements.yolo_world.txt"]
COPY ["requirements/requirements.doctr.txt", "/requirements/requirements/requirements.doctr.txt"]
COPY ["requirements/requirements.sdk.http.txt", "/requirements/requirements/requirements.sdk.http.txt"]
COPY ["requirements/requirements.easyocr.txt", "/requirements/requirements/requirements.easyocr.txt"]
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=bind,from=uv,source=/uv,target=/uv \
    --mount=type=cache,id=jbuild-uv,target=/root/.cache/uv \
    UV_LINK_MODE=copy UV_SYSTEM_CERTS=1 /uv/uv pip install --system --break-system-packages \
        --index-strategy unsafe-best-match --constraint /constraints.txt \
        --requirement /requirements/requirements/_requirements.txt \
        --requirement /requirements/requirements/requirements.jetson.txt \
        --requirement /requirements/requirements/requirements.http.txt \
        --requirement /requirements/requirements/requirements.clip.txt \
        --requirement /requirements/requirements/requirements.transformers.txt \
        --requirement /requirements/requirements/requirements.sam.txt \
        --requirement /requirements/requirements/requirements.gaze.txt \
        --requirement /requirements/requirements/requirements.groundingdino.txt \
        --requirement /requirements/requirements/requirements.yolo_world.txt \
        --requirement /requirements/requirements/requirements.doctr.txt \
        --requirement /requirements/requirements/requirements.sdk.http.txt \
        --requirement /requirements/requirements/requirements.easyocr.txt \
        jupyterlab \
        'setuptools<=75.5.0' \
        packaging
# an install may have replaced torch with PyPI's CPU build: restored and asserted
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    for attempt in keep repin; do \
      python3 -c 'import importlib.metadata as m, sys; \
        pins = zip(sys.argv[1::2], sys.argv[2::2]); \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        lost = [n for n, h in pins if [h in url(d) for d in m.distributions(name=n)] != [True]]; \
        sys.exit("not the pinned build: " + " ".join(lost) if lost else 0)' \
        torch 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        torchvision 907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1 \
        flash-attn c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a \
        && exit 0; \
      [ "$attempt" = repin ] || PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \
        python3 -m pip install --no-deps --no-index --no-cache-dir --force-reinstall \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'torchvision @ file:///wheels/torchvision-0.23.0-cp310-cp310-linux_aarch64.whl#sha256=907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1' \
        'flash-attn @ file:///wheels/flash_attn-2.8.2-cp310-cp310-linux_aarch64.whl#sha256=c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a'; \
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
        c90358c76ebceadcd8aef5cf3746ef0026ea05a34688c401f6ab2ee1a6fee19a

# ---- runtime: the image
FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1 AS runtime
# torch and onnxruntime for CUDA 12.6 load libcudnn.so.9, which opens its seven sub-libraries when used; l4t-cuda has none of them
COPY --from=donor /out/cudnn/ /usr/lib/aarch64-linux-gnu/
# torch links libcupti.so.12 for its profiler and does not import without it; l4t-cuda lacks it
COPY --from=donor /out/cupti/ /usr/local/cuda/lib64/
# torch links libnvToolsExt.so.1; the l4t-cuda runtime image has it, other base images may not
COPY --from=donor /out/nvtx/ /usr/local/cuda/lib64/
# the TensorRT provider of onnxruntime links it; building engines needs libnvinfer_builder_resource, which has no short name; also needs the set dla-compiler
COPY --from=donor /out/tensorrt/ /usr/lib/aarch64-linux-gnu/
# libnvinfer links it; the loader of a plain Ubuntu does not search its directory
COPY --from=donor /out/dla-compiler/ /usr/lib/aarch64-linux-gnu/nvidia/
# system libraries and programs of the final image
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        ca-certificates \
        curl \
        file \
        libcurl4 \
        libexpat1 \
        libglib2.0-0 \
        libgomp1 \
        libjpeg-turbo8 \
        libopenblas0 \
        libopencv-core4.5d \
        libopencv-imgproc4.5d \
        libpng16-16 \
        libproj22 \
        libsm6 \
        libsqlite3-0 \
        libssl3 \
        libtiff5 \
        libvips42 \
        libxext6 \
        python3 \
        tini \
        zlib1g
# its libraries, programs and data, without the toolchain
COPY --from=gdal /out/ /usr/local/
# symlinks are created from the SONAME: a copied symlink would be another copy of the library
RUN ldconfig -n /usr/lib/aarch64-linux-gnu /usr/local/cuda/lib64 /usr/lib/aarch64-linux-gnu/nvidia /usr/local/lib && ldconfig && rm -f /var/cache/ldconfig/aux-cache
# stored once, in a layer that stays the same from release to release
COPY --from=pinned /pinned/usr/local/ /usr/local/
# everything else of the environment
COPY --from=python /packages/usr/local/ /usr/local/
# a missing library shows here, not on the device
RUN gdalinfo --version | grep -F -e 'GDAL 3.11.5'
# where the image comes from
LABEL "io.github.jbuild.profile"="inference-server" \
    "io.github.jbuild.l4t"="r36.4.0" \
    "org.opencontainers.image.base.name"="nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1" \
    "org.opencontainers.image.base.digest"="sha256:49853e9fe2a0305efa51fcbb3426eea1bca658085f2d26bb40347711434849b1" \
    "org.opencontainers.image.description"="Inference server for Jetson on the CUDA runtime image" \
    "cuda.version"="12.6.11" \
    "cudnn.source"="l4t-jetpack:r36.4.0" \
    "gdal.version"="3.11.5" \
    "pytorch.version"="2.8.0"
# environment of the application
ENV LANG="en_US.UTF-8" \
    VERSION_CHECK_MODE="once" \
    CORE_MODEL_SAM2_ENABLED="True" \
    NUM_WORKERS="1" \
    HOST="0.0.0.0" \
    PORT="9001" \
    WORKFLOWS_STEP_EXECUTION_MODE="local" \
    WORKFLOWS_MAX_CONCURRENT_STEPS="1" \
    API_LOGGING_ENABLED="True" \
    DISABLE_WORKFLOW_ENDPOINTS="false"
# directory of the application
WORKDIR "/app"
# the application's files
COPY ["inference", "/app/inference/"]
COPY ["inference_cli", "/app/inference_cli/"]
COPY ["inference_sdk", "/app/inference_sdk/"]
COPY ["docker/config/gpu_http.py", "/app/"]
# ports that the application serves
EXPOSE 9001
# an init as PID 1 forwards signals: docker stop takes effect at once
ENTRYPOINT ["tini", "--", "python3", "gpu_http.py"]
