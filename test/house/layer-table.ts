/** Who may import whom: the README's table as data. A layer is a folder of src/; `main` is src/main.tsx. */
export interface LayerRule {
  readonly layers: readonly string[]
  /** npm packages, by name; a trailing slash and more restricts to that entry point. */
  readonly packages: readonly string[]
  /** Single files of other layers: plain data and types that are not worth a layer of their own. */
  readonly files?: readonly string[]
  /** The same, but only by `import type`. */
  readonly types?: readonly string[]
  /** Files that may import Node's own modules. */
  readonly node?: RegExp
}

/** What a form, a command line and a stored recipe are made from. */
const PARAMETER_SCHEMAS = ['processes/schema.ts', 'processes/definitions.ts', 'processes/recipe.ts']

/** What a benchmark goes through, what it found, and on what: the page shows it and measures nothing itself. */
const BENCH_DATA = ['bench/plan.ts', 'bench/tuning.ts', 'bench/variants.ts']
const BENCH_FACTS = ['bench/bench.ts', 'bench/browser-machine.ts', 'bench/process-figures.ts', 'bench/statistics.ts']

export const LAYERS: Readonly<Record<string, LayerRule>> = {
  core: { layers: [], packages: [] },
  dsp: { layers: ['core'], packages: [] },
  gpu: { layers: ['core', 'shaders'], packages: [] },
  processes: { layers: ['core', 'dsp', 'gpu', 'shaders'], packages: [] },
  measures: { layers: ['core', 'dsp', 'gpu', 'shaders'], packages: [] },
  engine: { layers: ['core', 'processes', 'measures', 'gpu'], packages: [] },
  bench: { layers: ['core', 'dsp', 'gpu', 'processes', 'engine'], packages: [] },
  data: {
    layers: ['core'],
    packages: ['zarrita', '@zarrita/storage', 'numcodecs', 'parquet-wasm', '@uwdata/flechette', 'valibot'],
    // Everything else in this layer runs in a browser as well.
    node: /^data\/folders\/node-/,
  },
  // The figure in the certificate is the one that the page shows: one definition of it.
  pipeline: { layers: ['core'], packages: [], files: ['measures/energy-removed/reference.ts'] },
  panels: { layers: ['core', 'gpu', 'shaders'], packages: [] },
  workers: {
    layers: ['core', 'data', 'engine', 'pipeline', 'bench'],
    packages: ['comlink', 'idb', 'workbox-precaching', 'workbox-window'],
    files: [...PARAMETER_SCHEMAS, 'processes/methods.ts'],
  },
  state: {
    layers: ['core'],
    packages: ['zustand/vanilla'],
    files: PARAMETER_SCHEMAS,
    types: [...BENCH_DATA, ...BENCH_FACTS],
  },
  app: {
    layers: ['core', 'state', 'pipeline', 'engine', 'panels', 'workers'],
    packages: ['comlink', 'idb'],
    files: [...PARAMETER_SCHEMAS, ...BENCH_DATA],
    types: ['data/location.ts', ...BENCH_FACTS],
  },
  ui: {
    layers: ['core', 'state', 'app'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'plotly.js-cartesian-dist-min',
      '@fontsource/ibm-plex-mono',
      '@fontsource/ibm-plex-sans',
    ],
    files: [...PARAMETER_SCHEMAS, ...BENCH_DATA],
    types: BENCH_FACTS,
  },
  cli: {
    layers: ['core', 'dsp', 'gpu', 'processes', 'measures', 'engine', 'bench', 'data', 'pipeline'],
    packages: ['comlink', 'webgpu'],
    node: /./,
  },
  main: {
    layers: [
      'core',
      'gpu',
      'processes',
      'engine',
      'bench',
      'data',
      'pipeline',
      'panels',
      'workers',
      'state',
      'app',
      'ui',
    ],
    packages: ['react', 'react-dom', 'zustand'],
  },
}

const DOM_WORDS =
  /\b(document\.(?:create|query|get|body|head|add|documentElement|title|visib|hidden)\w*|window\.(?:document|location|addEventListener|navigator)|localStorage|HTML\w*Element)\b/

/** Words that show a layer touching what it must not know, looked for in code without comments and strings. */
export const FORBIDDEN_WORDS: readonly { readonly layers: readonly string[]; readonly words: RegExp }[] = [
  {
    layers: ['core', 'dsp', 'pipeline', 'data', 'state', 'cli'],
    words: DOM_WORDS,
  },
  {
    layers: ['core', 'dsp', 'pipeline', 'data', 'state', 'ui'],
    words: /\bGPU(?:Device|Buffer|Adapter|Texture|Queue)\b/,
  },
  { layers: ['gpu', 'processes', 'measures', 'engine', 'bench'], words: DOM_WORDS },
]
