__version__ = "0.23.0"
cuda = "12.6"
