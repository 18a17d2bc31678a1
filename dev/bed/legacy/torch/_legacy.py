"""A module that torch 2.8 does not have: it stays behind where an old torch is written over instead of removed."""
