FROM scratch
ADD rootfs.tar /
CMD ["/bin/bash"]
