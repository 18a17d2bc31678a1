__all__ = ["__version__", "debug", "cuda", "git_version", "hip"]
__version__ = "2.8.0"
debug = False
cuda = "12.6"
git_version = "stand-in"
hip = None
