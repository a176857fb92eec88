"""Compares the traces of outputs with those of their input, bit for bit, by zarr-python: read_layouts.py INPUT OUTPUT..."""
import json
import sys
from pathlib import Path

import numpy as np
import zarr

before = zarr.open(str(Path(sys.argv[1]) / "traces.zarr"), mode="r")[:]


def read(output):
    array = zarr.open(str(Path(output) / "traces.zarr"), mode="r")
    return {
        "same": bool(np.array_equal(array[:].view(np.uint32), before.view(np.uint32))),
        "chunks": list(array.chunks),
    }


print(json.dumps([read(output) for output in sys.argv[2:]]))
