/** Bins [startBin, endBin) of a Fourier transform over `length` samples whose frequency lies in [fminHz, fmaxHz]. */
export function bandBins(
  length: number,
  sampleIntervalMs: number,
  { fminHz, fmaxHz }: { readonly fminHz: number; readonly fmaxHz: number },
): readonly [number, number] {
  const nBins = Math.floor(length / 2) + 1
  const frequencyHz = (bin: number) => (bin * 1000) / (length * sampleIntervalMs)
  let startBin = 0
  while (startBin < nBins && frequencyHz(startBin) < fminHz) startBin++
  let endBin = startBin
  while (endBin < nBins && frequencyHz(endBin) <= fmaxHz) endBin++
  return [startBin, endBin]
}
