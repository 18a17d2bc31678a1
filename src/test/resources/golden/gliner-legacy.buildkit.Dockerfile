# gliner-legacy: rendered by jbuild for linux/arm64; change the profile, not this file.
# L4T r36.4.0, JetPack 6.1, CUDA 12.6.68, cuDNN 9.3.0.75, TensorRT 10.3.0.30

# ---- fetch: a downloader, shared by the stages below
FROM docker.io/dustynv/l4t-pytorch:r36.2.0 AS fetch
# the image has no program to download with
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        ca-certificates \
        curl \
        gpg

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
        --proto =https --output onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/4eb/e6a8902dc7708/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl \
    && echo '4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b  onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl' | sha256sum -c -

# ---- keys: the keys of additional package repositories, checked
FROM fetch AS keys
# apt trusts only packages that are signed with this key
RUN set -eu; mkdir -p /keys; export GNUPGHOME=/tmp/gpg-cuda; mkdir -m 700 "$GNUPGHOME"; \
    curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
      --proto =https --output /tmp/cuda.key \
      https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/arm64/3bf863cc.pub; \
    gpg --batch --quiet --no-autostart --import /tmp/cuda.key; \
    gpg --batch --with-colons --list-keys | grep -A 1 '^pub:' | grep -qxF fpr:::::::::EB693B3035CD5710E231E123A4B469963BF863CC: \
      || { echo the key of cuda does not have the fingerprint EB693B3035CD5710E231E123A4B469963BF863CC >&2; exit 1; }; \
    gpg --batch --export EB693B3035CD5710E231E123A4B469963BF863CC > /keys/cuda.gpg; \
    [ -s /keys/cuda.gpg ]
# apt needs them for https, but the base may lack them
RUN cp /etc/ssl/certs/ca-certificates.crt /keys/

# ---- pip: Python with pip, for the stages that install
FROM docker.io/dustynv/l4t-pytorch:r36.2.0 AS pip
# the base sets its own package index; pip and uv ignore an empty variable
ENV PIP_INDEX_URL="" \
    PIP_TRUSTED_HOST=""
# a wheel fits one version of Python only
RUN python3 -c 'import sys; found = "%d.%d" % sys.version_info[:2]; found == sys.argv[1] or sys.exit("python3 is " + found + ", but the profile says " + sys.argv[1])' 3.10
# bundled with the base, and built for its old torch
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip uninstall -y torch torchvision torchaudio onnxruntime-gpu onnxruntime
# what the base has must not be stored twice
RUN python3 -c 'import hashlib, importlib.metadata as m, sys; \
        sha = lambda d: hashlib.sha256((d.read_text("RECORD") or "").encode()).hexdigest(); \
        [print("%s %s %s" % (d.metadata["Name"], d.version, sha(d))) for d in m.distributions(path=[sys.argv[1]])]' \
        /usr/local/lib/python3.10/dist-packages > /base-packages

# ---- pinned: the Jetson wheels as the image gets them
FROM pip AS pinned
# --no-deps: what they need comes from PyPI, under constraints
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --no-deps --no-index --ignore-installed --root /pinned \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b'

# ---- python: everything from PyPI, in addition to the pinned wheels
FROM pip AS python
# other packages look for torch while they install
COPY --from=pinned /pinned/usr/local/ /usr/local/
# an install that would replace a pinned wheel must fail
RUN printf '%s\n' \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b' \
        'numpy<2' \
        > /constraints.txt
# the wheels were installed without dependencies
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt \
        torch \
        onnxruntime-gpu
# from PyPI only: the Jetson index is not used for ordinary packages
COPY ["requirements.txt", "/requirements/requirements.txt"]
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt \
        --requirement /requirements/requirements.txt
# their declared dependencies would replace the Jetson wheels
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt --no-deps \
        gliner==0.2.24 \
        gliner2==1.2.4
# built for the base's old torch, or without CUDA under the import name of the Jetson build
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip uninstall -y torchvision torchaudio onnxruntime
# dependencies that are left out on purpose are listed
RUN python3 -c 'import importlib.metadata as m, re, sys; \
        from pip._vendor.packaging.requirements import Requirement; \
        norm = lambda name: re.sub("[-_.]+", "-", name or "").lower(); \
        here = {norm(d.metadata["Name"]) for d in m.distributions()}; \
        wanted = [(name, Requirement(r)) for name in sys.argv[1:] for r in m.requires(name) or []]; \
        [print(f"jbuild: warning: {name} {m.version(name)} declares {r.name}, which is not installed") \
          for name, r in wanted if norm(r.name) not in here and (not r.marker or r.marker.evaluate({"extra": ""}))]' \
        gliner gliner2
# an install may have replaced torch with PyPI's CPU build: restored and asserted
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    for attempt in keep repin; do \
      python3 -c 'import importlib.metadata as m, sys; \
        pins = zip(sys.argv[1::2], sys.argv[2::2]); \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        lost = [n for n, h in pins if [h in url(d) for d in m.distributions(name=n)] != [True]]; \
        sys.exit("not the pinned build: " + " ".join(lost) if lost else 0)' \
        torch 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        onnxruntime-gpu 4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b \
        && exit 0; \
      [ "$attempt" = repin ] || PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \
        python3 -m pip install --no-deps --no-index --no-cache-dir --force-reinstall \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl#sha256=4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b'; \
    done; exit 1
# what is missing here would show up only on the device
RUN found=$(python3 -m pip check) && exit 0; [ -n "$found" ] || exit 1; \
    found=$(printf '%s\n' "$found" | sed -e '/^gliner /Id' -e '/^gliner2 /Id') || exit 1; \
    [ -z "$found" ] || { printf '%s\n' "$found" >&2; exit 1; }
# what the base already has stays there
RUN mkdir -p /packages/usr/local /replaced \
    && python3 -c 'import hashlib, importlib.metadata as m, os, sys; \
        site, pins = sys.argv[1], sys.argv[2:]; \
        sha = lambda d: hashlib.sha256((d.read_text("RECORD") or "").encode()).hexdigest(); \
        line = lambda d: "%s %s %s" % (d.metadata["Name"], d.version, sha(d)); \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        had = set(open("/base-packages").read().splitlines()); \
        have = {line(d): d for d in m.distributions(path=[site])}; \
        open("/replaced/names", "w").writelines(l.split()[0] + "\n" for l in sorted(had - set(have))); \
        ours = [d for l, d in have.items() if l not in had and not any(p in url(d) for p in pins)]; \
        files = {os.path.normpath(str(d.locate_file(f))) for d in ours for f in d.files or []}; \
        here = [f for f in sorted(files) if f.startswith("/usr/local/") and os.path.lexists(f)]; \
        [os.renames(f, "/packages" + f) for f in here]' \
        /usr/local/lib/python3.10/dist-packages \
        62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b

# ---- runtime: the image
FROM docker.io/dustynv/l4t-pytorch:r36.2.0 AS runtime
# the base sets its own package index; pip and uv ignore an empty variable
ENV PIP_INDEX_URL="" \
    PIP_TRUSTED_HOST=""
# torch for CUDA 12.6 loads cuDNN 9; the base has cuDNN 8, and so do its package sources
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    --mount=type=bind,from=keys,source=/keys,target=/media \
    echo 'deb [signed-by=/media/cuda.gpg] https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/arm64/ /' > /etc/apt/sources.list.d/jbuild-cuda.list \
    && mkdir -p /mnt/partial \
    && apt-get -o Acquire::https::CaInfo=/media/ca-certificates.crt update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        -o Acquire::https::CaInfo=/media/ca-certificates.crt \
        libcudnn9-cuda-12=9.3.0.75-1 \
    && rm -f /etc/apt/sources.list.d/jbuild-cuda.list
# system libraries and programs of the final image
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    --mount=type=bind,from=keys,source=/keys,target=/media \
    echo 'deb [signed-by=/media/cuda.gpg] https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/arm64/ /' > /etc/apt/sources.list.d/jbuild-cuda.list \
    && mkdir -p /mnt/partial \
    && apt-get -o Acquire::https::CaInfo=/media/ca-certificates.crt update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        -o Acquire::https::CaInfo=/media/ca-certificates.crt \
        libgomp1 \
        libopenblas0 \
        libsndfile1 \
        tini \
    && rm -f /etc/apt/sources.list.d/jbuild-cuda.list
# otherwise two builds of a package would overlap
RUN --mount=type=bind,from=python,source=/replaced,target=/media \
    PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip uninstall -y torch torchvision torchaudio onnxruntime-gpu onnxruntime \
    && if [ -s /media/names ]; then \
      PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip uninstall -y -r /media/names; \
    fi
# stored once, in a layer that stays the same from release to release
COPY --from=pinned /pinned/usr/local/ /usr/local/
# everything else of the environment
COPY --from=python /packages/usr/local/ /usr/local/
# where the image comes from
LABEL "io.github.jbuild.profile"="gliner-legacy" \
    "io.github.jbuild.l4t"="r36.4.0" \
    "org.opencontainers.image.base.name"="docker.io/dustynv/l4t-pytorch:r36.2.0"
# loading a model in uvicorn's startup event can crash with malloc(), invalid size; the first request loads it instead, and is slow
ENV MODEL_PRELOAD="0"
# the same setting, for a command without --loop
ENV UVICORN_LOOP="asyncio"
# Hugging Face's tokenizers start threads, and warn or hang when the process forks afterwards
ENV TOKENIZERS_PARALLELISM="false"
# OpenMP starts one thread per core in every library that uses it; when the GPU does the work, they only compete for the cores
ENV OMP_NUM_THREADS="1"
# the same for libraries that read MKL's variable instead of OpenMP's
ENV MKL_NUM_THREADS="1"
# directory of the application
WORKDIR "/app"
# the application's files
COPY ["app.py", "download-model.py", "/app/"]
COPY ["models", "/app/models/"]
# ports that the application serves
EXPOSE 8012
# Python as PID 1 ignores SIGTERM, so docker stop waits ten seconds and kills it; tini forwards the signal, and uvicorn finishes its requests
ENTRYPOINT ["tini", "--"]
# uvloop, which uvicorn uses if it is installed, can conflict with CUDA and torch on a Jetson; never use --reload, which forks after CUDA is initialized and corrupts the GPU's state
CMD ["python3", "-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8012", "--loop", "asyncio"]
