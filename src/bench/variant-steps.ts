/** What is measured, as data: no process is named but in words, so that whoever reads this needs none. */
export type StepWords = Readonly<Record<string, string | number | boolean | null>> & { readonly process: string }

export interface BenchVariant {
  readonly name: string
  readonly step: StepWords
  /** What changes where only the threshold does; a larger k where it is left out. */
  readonly otherThreshold?: Readonly<Record<string, number | boolean>>
  /** Takes too long on a processor to be measured there. */
  readonly isForCards?: true
  /** Settings under which the step does the work of the original's calls, for a comparison with them. */
  readonly asOriginal?: Readonly<Record<string, string | number>>
}

export const VARIANTS: readonly BenchVariant[] = [
  { name: 'dwt', step: { process: 'wavelet-denoise', transform: 'dwt', rule: 'soft' }, asOriginal: {} },
  {
    name: 'swt',
    step: { process: 'wavelet-denoise', transform: 'swt', rule: 'soft' },
    asOriginal: { sigma: 'coarsest', padding: 'reflect-power-of-two' },
  },
  { name: 'wpt', step: { process: 'wavelet-denoise', transform: 'wpt', rule: 'soft' } },
  { name: 'wpt best basis', step: { process: 'wavelet-denoise', transform: 'wpt', rule: 'soft', bestBasis: true } },
  {
    name: 'dwt spatial',
    step: { process: 'wavelet-denoise', transform: 'dwt', rule: 'soft', sigma: 'spatial', aperture: 7 },
  },
  { name: 'stft', step: { process: 'tf-denoise', transform: 'stft', aperture: 7 }, asOriginal: {} },
  { name: 'stransform', step: { process: 'tf-denoise', transform: 'stransform', aperture: 7 } },
  { name: 'f-k Wiener', step: { process: 'fk-wiener' } },
  { name: 'f-k Wiener robust', step: { process: 'fk-wiener', robust: 'safe' }, isForCards: true },
  { name: 'STFT Wiener', step: { process: 'stft-wiener' } },
  {
    name: 'automatic',
    step: { process: 'auto-denoise' },
    otherThreshold: { protectSignal: true },
    isForCards: true,
  },
  {
    name: 'automatic robust',
    step: { process: 'auto-denoise', robust: 'safe' },
    otherThreshold: { protectSignal: true },
    isForCards: true,
  },
  { name: 'f-x deconvolution', step: { process: 'fx-decon' }, otherThreshold: { fmaxHz: 60 } },
  { name: 'Cadzow', step: { process: 'cadzow' } },
]
