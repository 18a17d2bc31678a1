"""Stand-in: there is no model to download."""
from huggingface_hub import snapshot_download

if __name__ == "__main__":
    print(snapshot_download.__name__)
