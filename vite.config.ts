import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { assemblyscript } from './scripts/assemblyscript-plugin.mjs'
import { numcodecsWithoutEval } from './scripts/numcodecs-plugin.mjs'
import { pageHeaders } from './scripts/page-headers.mjs'
import { precache } from './scripts/precache-plugin.mjs'
import { shorterWgsl } from './scripts/wgsl-plugin.mjs'

/** Two bundles from one tree: the page (default) and the command line for Node (`--mode cli`). */
export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page))

const SERVICE_WORKER = 'service-worker'

const page = defineConfig({
  plugins: [react(), assemblyscript(), numcodecsWithoutEval(), shorterWgsl(), precache()],
  build: {
    outDir: 'dist/page',
    target: 'chrome121',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
    rollupOptions: {
      input: { index: 'index.html', [SERVICE_WORKER]: `src/workers/${SERVICE_WORKER}.ts` },
      // Its place in the tree is the part of the site that a service worker answers for.
      output: {
        entryFileNames: ({ name }) => (name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es', plugins: () => [assemblyscript(), numcodecsWithoutEval(), shorterWgsl()] },
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
