# Stand-in for NVIDIA's l4t-cuda runtime image: stub CUDA libraries, and nothing that the real one lacks.
FROM jbuild-testbed/rootfs
ADD cuda.tar /
RUN ldconfig
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility,video \
    NVIDIA_REQUIRE_CUDA="cuda>=12.6" \
    NVIDIA_REQUIRE_JETPACK_HOST_MOUNTS=base-only \
    NVIDIA_PRODUCT_NAME=CUDA
ENTRYPOINT ["/opt/nvidia/nvidia_entrypoint.sh"]
CMD ["/bin/bash"]
