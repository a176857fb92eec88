import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { assemblyscript } from './scripts/assemblyscript-plugin.mjs'
import { numcodecsWithoutEval } from './scripts/numcodecs-plugin.mjs'
import { pageHeaders } from './scripts/page-headers.mjs'

/** Two bundles from one tree: the page (default) and the command line for Node (`--mode cli`). */
export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page))

const page = defineConfig({
  plugins: [react(), assemblyscript(), numcodecsWithoutEval()],
  build: { outDir: 'dist/page', target: 'chrome121', assetsInlineLimit: 0, chunkSizeWarningLimit: 6000 },
  worker: { format: 'es', plugins: () => [assemblyscript(), numcodecsWithoutEval()] },
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
