# Stand-in for dustynv/l4t-pytorch:r36.2.0: CUDA 12.2 and cuDNN 8 stubs, Python with pip, an old torch with its kin, audio
# packages without the system library that they load, and a preset package index whose host is gone.
FROM jbuild-testbed/rootfs
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 libopenblas0 python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
ADD legacy.tar /
COPY wheels /tmp/wheels
RUN ldconfig \
    && PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --no-cache-dir --no-compile \
        /tmp/wheels/torch-*.whl /tmp/wheels/torchvision-*.whl /tmp/wheels/torchaudio-*.whl \
        certifi==2023.11.17 cffi==1.16.0 charset-normalizer==3.3.2 filelock==3.13.1 fsspec==2023.12.2 idna==3.6 jinja2==3.1.2 \
        markupsafe==2.1.3 mpmath==1.3.0 networkx==3.2.1 numpy==1.24.4 pillow==10.1.0 pycparser==2.21 requests==2.31.0 \
        soundfile==0.12.1 sympy==1.12 typing-extensions==4.8.0 urllib3==2.1.0 \
    && python3 -c 'import torchvision, torchaudio, numpy' \
    && rm -rf /tmp/wheels
ENV PATH=/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    CUDA_HOME=/usr/local/cuda \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=all \
    LD_LIBRARY_PATH=/usr/local/cuda/compat:/usr/local/cuda/lib64 \
    OPENBLAS_CORETYPE=ARMV8 \
    PIP_INDEX_URL=http://jetson.webredirect.org/jp6/cu122 \
    PIP_TRUSTED_HOST=jetson.webredirect.org
CMD ["/bin/bash"]
