__version__ = "2.1.0"
cuda = "12.2"
