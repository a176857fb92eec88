import type { StageName } from '../../core/batch.ts'

const NAMES: Readonly<Record<StageName, string>> = {
  read: 'Read',
  decode: 'Decode',
  upload: 'Upload',
  compute: 'Compute',
  readback: 'Readback',
  encode: 'Encode',
  write: 'Write',
}

const RESOURCES: Readonly<Record<StageName, string>> = {
  read: 'disk',
  decode: 'cpu',
  upload: 'bus',
  compute: 'gpu',
  readback: 'bus',
  encode: 'cpu',
  write: 'disk',
}

/** What a stage is called, and the resource by which it is coloured. */
export function stageTexts(
  stage: StageName,
  engineKind: 'gpu' | 'cpu',
): { readonly name: string; readonly resource: string } {
  if (stage === 'compute') return { name: engineKind.toUpperCase(), resource: engineKind }
  return { name: NAMES[stage], resource: RESOURCES[stage] }
}
