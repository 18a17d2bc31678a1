# gliner-api: rendered by jbuild for linux/arm64; change the profile, not this file.
# L4T r36.4.0, JetPack 6.1, CUDA 12.6.68, cuDNN 9.3.0.75, TensorRT 10.3.0.30

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
        curl

# ---- wheels: the pinned Jetson wheels, checked by hash
FROM fetch AS wheels
# PyPI's wheels of these names have no CUDA, and the index has replaced builds under the same version
RUN mkdir -p /wheels && cd /wheels \
    && curl --fail --location --silent --show-error --retry 5 --retry-connrefused \
        --proto =https --output torch-2.8.0-cp310-cp310-linux_aarch64.whl \
        https://pypi.jetson-ai-lab.io/jp6/cu126/+f/62a/1beee9f2f1470/torch-2.8.0-cp310-cp310-linux_aarch64.whl \
    && echo '62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc  torch-2.8.0-cp310-cp310-linux_aarch64.whl' | sha256sum -c -

# ---- pip: Python with pip, for the stages that install
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS pip
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
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc'

# ---- python: everything from PyPI, in addition to the pinned wheels
FROM pip AS python
# other packages look for torch while they install
COPY --from=pinned /pinned/usr/local/ /usr/local/
# an install that would replace a pinned wheel must fail
RUN printf '%s\n' \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc' \
        'numpy<2' \
        > /constraints.txt
# the wheels were installed without dependencies
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt \
        torch
# from PyPI only: the Jetson index is not used for ordinary packages
COPY ["requirements.txt", "/requirements/requirements.txt"]
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt \
        --requirement /requirements/requirements.txt
# they declare torch and onnxruntime, and would pull in PyPI's builds
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    --mount=type=cache,id=jbuild-pip,target=/root/.cache/pip \
    PIP_DEFAULT_TIMEOUT=100 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip install \
        --constraint /constraints.txt --no-deps \
        gliner==0.2.24 \
        gliner2==1.2.4
# ONNX Runtime crashed after inference in this environment, and nothing here needs it
RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip uninstall -y onnxruntime onnxruntime-gpu
# they declare torch and onnxruntime, and would pull in PyPI's builds
RUN python3 -c 'import importlib.metadata as m, re, sys; \
        from pip._vendor.packaging.requirements import Requirement; \
        norm = lambda name: re.sub("[-_.]+", "-", name or "").lower(); \
        here = {norm(d.metadata["Name"]) for d in m.distributions()}; \
        wanted = [(name, Requirement(r)) for name in sys.argv[1:] for r in m.requires(name) or []]; \
        [print(f"jbuild: warning: {name} {m.version(name)} declares {r.name}, which is not installed") \
          for name, r in wanted if norm(r.name) not in here and (not r.marker or r.marker.evaluate({"extra": ""}))]' \
        gliner gliner2
# a change that the package needs on a Jetson
RUN python3 -c 'import base64, csv, hashlib, importlib.metadata as m, io, json, pathlib, py_compile, sys; \
        site, name, old, new, pins = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4]), sys.argv[5:]; \
        path = pathlib.Path(site, name); text = path.read_bytes().decode(); \
        text.count(old) == 1 or sys.exit(f"{name}: the text to replace occurs {text.count(old)} times, not once"); \
        owners = [d for d in m.distributions(path=[site]) if name in map(str, d.files or [])]; \
        owners or sys.exit(f"{name}: this file belongs to no installed distribution"); \
        any(p in (owners[0].read_text("direct_url.json") or "") for p in pins) and sys.exit(f"{name}: this file belongs to a pinned wheel"); \
        data = text.replace(old, new).encode(); path.write_bytes(data); \
        path.suffix == ".py" and py_compile.compile(str(path), doraise=True); \
        record = next(pathlib.Path(d.locate_file(f)) for d in owners for f in d.files if f.name == "RECORD"); \
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode(); \
        rows = csv.reader(io.StringIO(record.read_text())); out = io.StringIO(); \
        csv.writer(out, lineterminator="\n").writerows([name, "sha256=" + digest, len(data)] if row[0] == name else row for row in rows); \
        record.write_text(out.getvalue())' \
        /usr/local/lib/python3.10/dist-packages gliner/__init__.py \
        '"from .model import GLiNER\n"' \
        '"def __getattr__(name):\n    if name != \"GLiNER\":\n        raise AttributeError(f\"module {__name__!r} has no attribute {name!r}\")\n    from .model import GLiNER\n\n    return GLiNER\n"' \
        62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc
# an install may have replaced torch with PyPI's CPU build: restored and asserted
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    for attempt in keep repin; do \
      python3 -c 'import importlib.metadata as m, sys; \
        pins = zip(sys.argv[1::2], sys.argv[2::2]); \
        url = lambda d: d.read_text("direct_url.json") or ""; \
        lost = [n for n, h in pins if [h in url(d) for d in m.distributions(name=n)] != [True]]; \
        sys.exit("not the pinned build: " + " ".join(lost) if lost else 0)' \
        torch 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc \
        && exit 0; \
      [ "$attempt" = repin ] || PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \
        python3 -m pip install --no-deps --no-index --no-cache-dir --force-reinstall \
        'torch @ file:///wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl#sha256=62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc'; \
    done; exit 1
# what is missing here would show up only on the device
RUN found=$(python3 -m pip check) && exit 0; [ -n "$found" ] || exit 1; \
    found=$(printf '%s\n' "$found" | sed -e '/^gliner /Id' -e '/^gliner2 /Id') || exit 1; \
    [ -z "$found" ] || { printf '%s\n' "$found" >&2; exit 1; }
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
        62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc

# ---- runtime: the image
FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673 AS runtime
# system libraries and programs of the final image
RUN --mount=type=cache,id=jbuild-apt-lists,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,id=jbuild-apt-archives,target=/mnt,sharing=locked \
    mkdir -p /mnt/partial \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dir::Cache::archives=/mnt -o APT::Keep-Downloaded-Packages=true \
        libgomp1 \
        libopenblas0 \
        libsndfile1 \
        python3 \
        tini
# stored once, in a layer that stays the same from release to release
COPY --from=pinned /pinned/usr/local/ /usr/local/
# everything else of the environment
COPY --from=python /packages/usr/local/ /usr/local/
# a missing library shows here, not on the device
RUN python3 -c 'import gliner2, importlib.util as u; assert u.find_spec("onnxruntime") is None, "onnxruntime is installed"'
# where the image comes from
LABEL "io.github.jbuild.profile"="gliner-api" \
    "io.github.jbuild.l4t"="r36.4.0" \
    "org.opencontainers.image.base.name"="nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673" \
    "org.opencontainers.image.base.digest"="sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673"
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
