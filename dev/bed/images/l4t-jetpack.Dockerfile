# Stand-in for NVIDIA's l4t-jetpack image: the CUDA stubs and those of cuDNN, CUPTI and TensorRT. Python and the compiler that the
# real one's packages bring are in its root file system.
FROM scratch
ADD jetpack-rootfs.tar /
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
