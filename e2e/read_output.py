"""Reads an output of SeisProc Web with zarr-python and compares it with its input: read_output.py INPUT OUTPUT."""
import json
import sys
from pathlib import Path

import numpy as np
import zarr

source, output = Path(sys.argv[1]), Path(sys.argv[2])
before = zarr.open(str(source / "traces.zarr"), mode="r")
after = zarr.open(str(output / "traces.zarr"), mode="r")
noise = zarr.open(str(output / "noise.zarr"), mode="r")
b, a, n = before[:], after[:], noise[:]
exact_sum = a.astype(np.float64) + n.astype(np.float64)
largest = np.maximum(np.maximum(np.abs(a), np.abs(n)), np.abs(b)).astype(np.float64)
error = np.abs(exact_sum - b) / np.where(largest > 0, largest, 1)


def same_file(name):
    return (source / name).read_bytes() == (output / name).read_bytes()


print(json.dumps({
    "shape": list(after.shape),
    "sameShape": before.shape == after.shape == noise.shape,
    "sameChunks": before.chunks == after.chunks == noise.chunks,
    "dtypes": [str(after.dtype), str(noise.dtype)],
    "noiseIsDifference": bool(np.array_equal(n, b - a)),
    "sumError": float(error.max()),
    "changed": bool(np.any(a != b)),
    "sameHeaders": same_file("headers.parquet"),
    "sameIndex": same_file("ensemble_index.parquet"),
}))
