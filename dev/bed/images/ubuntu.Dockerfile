# Stand-in for ubuntu:22.04: no Python, no CUDA, no certificates.
FROM jbuild-testbed/rootfs
CMD ["/bin/bash"]
