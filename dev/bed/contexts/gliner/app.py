"""Stand-in for the web service: the same imports and start, and answers without a model."""
import os

import torch
from dotenv import load_dotenv
from fastapi import FastAPI

load_dotenv()
app = FastAPI(title="Stand-in")


@app.get("/health")
def health():
    return {"torch": torch.__version__, "cuda": torch.cuda.is_available(), "preload": os.environ.get("MODEL_PRELOAD", "1")}
