"""Stand-in for the server: the same imports and address, and one answer."""
import os

import onnxruntime
import torch
import torchvision
import uvicorn
from fastapi import FastAPI

import inference  # noqa: F401

app = FastAPI(title="Stand-in")


@app.get("/info")
def info():
    return {"torch": torch.__version__, "torchvision": torchvision.__version__, "onnxruntime": onnxruntime.__version__}


if __name__ == "__main__":
    uvicorn.run(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "9001")))
