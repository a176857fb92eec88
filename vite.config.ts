import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { assemblyscript } from './scripts/assemblyscript-plugin.mjs'
import { numcodecsWithoutEval } from './scripts/numcodecs-plugin.mjs'
import { pageHeaders } from './scripts/page-headers.mjs'
import { precache } from './scripts/precache-plugin.mjs'
import { shorterWgsl } from './scripts/wgsl-plugin.mjs'
import { workerChunks } from './scripts/worker-chunks-plugin.mjs'

/** Two bundles from one tree: the page (default) and the command line for Node (`--mode cli`). */
export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page))

const SERVICE_WORKER = 'service-worker'

const page = defineConfig({
  plugins: [react(), workerChunks(), assemblyscript(), numcodecsWithoutEval(), shorterWgsl(), precache()],
  build: {
    outDir: 'dist/page',
    target: 'chrome121',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
    // Files that workers fetch later as well: there is no document in a worker to put a link into.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    rollupOptions: {
      input: { index: 'index.html', [SERVICE_WORKER]: `src/workers/${SERVICE_WORKER}.ts` },
      // Its place in the tree is the part of the site that a service worker answers for.
      output: {
        entryFileNames: ({ name }) => (name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  optimizeDeps: { exclude: ['parquet-wasm'] },
  server: { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } },
  preview: { headers: pageHeaders },
})

const cli = defineConfig({
  plugins: [assemblyscript()],
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/cli',
    target: 'node20',
    rollupOptions: {
      input: { seisproc: 'src/cli/main.ts', 'cpu-engine.worker': 'src/cli/cpu-engine.worker.ts' },
      output: { entryFileNames: '[name].mjs' },
    },
  },
})
