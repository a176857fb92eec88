"""The other side of `seisproc bench --compare`: the calls that the original makes, timed on the same samples.

compare.py --packages          one JSON line: which packages are installed here
compare.py REQUEST.json        says what it can run, then runs one job for each line of stdin until it ends

REQUEST: {"gather": "gather.npy" (nSamples, nTraces) float32, "sampleIntervalMs", "cases": [{"name", "step"}]}, each step
as in a recipe with every key. First line: {"python", "packages", "jobs": [{"name", "tool", "note", "isComparable"}],
"missing": [{"name", "tool", "reason"}]}. A line of stdin: {"job": number, "output": path of a .npy to write, or null};
its answer: {"timeMs", "processorMs", "deviceMs": between two events on the GPU, transfers left out, or null}. One job at a time, so that both programs are timed in turns.
Rules as in the original: dwt per trace by wavedec, sigma of the finest band, one threshold, waverec; swt per trace padded
to a power of two by reflection, sigma of the coarsest band; STFT by scipy, median and MAD over neighbouring traces.
"""
import importlib
import json
import platform
import sys
import time

# Of the job that ran last, if it ran on a GPU.
device_ms = None

PACKAGES = {"numpy": "numpy", "PyWavelets": "pywt", "SciPy": "scipy", "PyTorch": "torch"}


def versions():
    found = {}
    for name, module in PACKAGES.items():
        try:
            found[name] = importlib.import_module(module).__version__
        except ImportError:
            found[name] = None
    return found


def level_of(n_samples, step, pywt):
    longest = pywt.dwt_max_level(n_samples, pywt.Wavelet(step["wavelet"]).dec_len)
    return step["level"] if step["level"] is not None else min(6, longest)


def dwt(data, step, np, pywt):
    n = data.shape[0]
    level = level_of(n, step, pywt)
    out = np.empty_like(data)
    for j in range(data.shape[1]):
        coeffs = pywt.wavedec(data[:, j], step["wavelet"], level=level)
        threshold = step["k"] * np.median(np.abs(coeffs[-1])) / 0.6745
        kept = [coeffs[0]] + [pywt.threshold(c, threshold, mode=step["rule"]) for c in coeffs[1:]]
        out[:, j] = pywt.waverec(kept, step["wavelet"])[:n]
    return out


def swt(data, step, np, pywt):
    n = data.shape[0]
    padded = 1 << (n - 1).bit_length()
    level = min(level_of(n, step, pywt), pywt.swt_max_level(padded))
    out = np.empty_like(data)
    for j in range(data.shape[1]):
        trace = np.pad(data[:, j], (0, padded - n), mode="reflect")
        coeffs = pywt.swt(trace, step["wavelet"], level=level)
        threshold = step["k"] * np.median(np.abs(coeffs[0][1])) / 0.6745
        kept = [(a, pywt.threshold(d, threshold, mode=step["rule"])) for a, d in coeffs]
        out[:, j] = pywt.iswt(kept, step["wavelet"])[:n]
    return out


def rule(magnitude, median, mad, step, np):
    """The adaptive rule with the protection of low amplitudes, for one trace."""
    mad = np.maximum(mad, np.maximum(0.01 * median, 1e-10))
    threshold = step["k"] * 1.4826 * mad
    deviation = np.abs(magnitude - median)
    ratio = deviation / (threshold + 1e-10)
    sign = np.where(magnitude >= median, 1.0, -1.0)
    shrunk = np.maximum(0, median + sign * deviation * (1 - np.clip(ratio - 1, 0, 1)))
    new = np.where(ratio > 2, median, np.where(ratio > 1, shrunk, magnitude))
    weak = (magnitude < step["protectionFactor"] * median) & (new > magnitude)
    return np.where(weak, magnitude, new)


def stft(data, step, interval_ms, np, signal):
    n, n_traces = data.shape
    rate = 1000 / interval_ms
    window, overlap = step["windowSamples"], step["windowSamples"] - step["hopSamples"]
    frequencies, _, spectrum = signal.stft(data.T, fs=rate, nperseg=window, noverlap=overlap)
    band = (frequencies >= step["fminHz"]) & (frequencies <= step["fmaxHz"])
    inside = spectrum[:, band, :]
    magnitudes = np.abs(inside)
    half = step["aperture"] // 2
    new = np.empty_like(magnitudes)
    for j in range(n_traces):
        ensemble = magnitudes[max(0, j - half) : j + half + 1]
        median = np.median(ensemble, axis=0)
        mad = np.median(np.abs(ensemble - median), axis=0)
        new[j] = rule(magnitudes[j], median, mad, step, np)
    spectrum[:, band, :] = new * np.exp(1j * np.angle(inside))
    _, out = signal.istft(spectrum, fs=rate, nperseg=window, noverlap=overlap)
    return np.ascontiguousarray(out[:, :n].T, dtype=np.float32)


def torch_stft(traces, step, interval_ms, torch):
    """As the original's GPU path, (traces, samples): all at once, medians over a window unfolded along the traces."""
    n, device = traces.shape[1], traces.device
    window, hop = step["windowSamples"], step["hopSamples"]
    hann = torch.hann_window(window, periodic=True, device=device)
    spectrum = torch.stft(traces, window, hop, window=hann, center=True, pad_mode="constant", return_complex=True)
    frequencies = torch.fft.rfftfreq(window, interval_ms / 1000).to(device)
    band = (frequencies >= step["fminHz"]) & (frequencies <= step["fmaxHz"])
    inside = spectrum[:, band, :]
    magnitude = inside.abs()
    half = step["aperture"] // 2
    edges = torch.cat([magnitude[:1].repeat(half, 1, 1), magnitude, magnitude[-1:].repeat(half, 1, 1)])
    ensemble = edges.unfold(0, step["aperture"], 1)
    median = ensemble.median(dim=-1).values
    mad = (ensemble - median.unsqueeze(-1)).abs().median(dim=-1).values
    threshold = step["k"] * torch.maximum(1.4826 * mad, torch.clamp(0.01 * median, min=1e-10))
    deviation = (magnitude - median).abs()
    ratio = deviation / (threshold + 1e-10)
    sign = torch.where(magnitude >= median, 1.0, -1.0)
    shrunk = torch.clamp(median + sign * deviation * (1 - torch.clamp(ratio - 1, 0, 1)), min=0)
    new = torch.where(ratio > 2, median, torch.where(ratio > 1, shrunk, magnitude))
    new = torch.where((magnitude < step["protectionFactor"] * median) & (new > magnitude), magnitude, new)
    spectrum[:, band, :] = torch.polar(new, inside.angle())
    return torch.istft(spectrum, window, hop, window=hann, center=True, length=n)


def jobs_of(case, data, interval_ms, np):
    """(tool, package that it needs, note, call, whether the output is comparable) for one case."""
    step, name = case["step"], case["name"]
    if name == "dwt" or name == "swt":
        transform = dwt if name == "dwt" else swt
        call = lambda: transform(data, step, np, importlib.import_module("pywt"))
        return [("PyWavelets", "PyWavelets", "one thread, trace by trace", call, True)]
    if name == "stft":
        call = lambda: stft(data, step, interval_ms, np, importlib.import_module("scipy.signal"))
        return [
            ("SciPy", "SciPy", "each trace transformed once", call, True),
            ("PyTorch", "PyTorch", "", lambda: run_torch(data, step, interval_ms), False),
        ]
    return []


def run_torch(data, step, interval_ms):
    torch = importlib.import_module("torch")
    device = torch_device(torch)
    traces = torch.from_numpy(data.T.copy()).to(device)
    if device == "cpu":
        return torch_stft(traces, step, interval_ms, torch).T.contiguous().numpy()
    started, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    started.record()
    out = torch_stft(traces, step, interval_ms, torch)
    ended.record()
    samples = out.T.contiguous().cpu().numpy()
    global device_ms
    device_ms = started.elapsed_time(ended)
    return samples


def torch_device(torch):
    return "cuda" if torch.cuda.is_available() else "cpu"


def answer(record):
    print(json.dumps(record), flush=True)


def device_words(torch):
    if torch_device(torch) == "cuda":
        return torch.cuda.get_device_name(0)
    return f"CPU, threads: {torch.get_num_threads()}"


def plan_jobs(request, found):
    if found["numpy"] is None:
        reason = "numpy is not installed"
        return [], [{"name": case["name"], "tool": "all", "reason": reason} for case in request["cases"]]
    np = importlib.import_module("numpy")
    data = np.load(request["gather"])
    jobs, missing = [], []
    for case in request["cases"]:
        for tool, package, note, call, is_comparable in jobs_of(case, data, request["sampleIntervalMs"], np):
            names = {"name": case["name"], "tool": tool}
            if found[package] is None:
                missing.append({**names, "reason": package + " is not installed"})
                continue
            note = device_words(importlib.import_module("torch")) if tool == "PyTorch" else note
            jobs.append(({**names, "note": note, "isComparable": is_comparable}, call))
    return jobs, missing


def main():
    found = versions()
    head = {"python": platform.python_version(), "packages": found}
    if sys.argv[1:] == ["--packages"]:
        answer(head)
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    jobs, missing = plan_jobs(request, found)
    answer({**head, "jobs": [job for job, _ in jobs], "missing": missing})
    global device_ms
    for line in sys.stdin:
        asked = json.loads(line)
        device_ms = None
        started, used = time.perf_counter(), time.process_time()
        output = jobs[asked["job"]][1]()
        times = {"timeMs": 1000 * (time.perf_counter() - started), "processorMs": 1000 * (time.process_time() - used)}
        times["deviceMs"] = device_ms
        if asked["output"] is not None:
            np = importlib.import_module("numpy")
            np.save(asked["output"], np.ascontiguousarray(output, dtype=np.float32))
        answer(times)


if __name__ == "__main__":
    main()
