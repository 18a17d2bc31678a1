# Stand-in for NVIDIA's l4t-jetpack image: the CUDA stubs and those of cuDNN, CUPTI and TensorRT, with Python and the
# compiler that the real one's packages bring.
FROM jbuild-testbed/rootfs
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential python3 \
    && rm -rf /var/lib/apt/lists/*
ADD jetpack.tar /
RUN ldconfig
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility,video \
    NVIDIA_REQUIRE_CUDA="cuda>=12.6" \
    NVIDIA_REQUIRE_JETPACK_HOST_MOUNTS=base-only \
    NVIDIA_PRODUCT_NAME=JetPack
ENTRYPOINT ["/opt/nvidia/nvidia_entrypoint.sh"]
CMD ["/bin/bash"]
