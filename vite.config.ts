import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pageHeaders } from './scripts/page-headers.mjs'

/** Two bundles from one tree: the page (default) and the command line for Node (`--mode cli`). */
export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page))

const page = defineConfig({
  plugins: [react()],
  build: { outDir: 'dist/page', target: 'chrome121', assetsInlineLimit: 0, chunkSizeWarningLimit: 6000 },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['parquet-wasm'] },
  server: { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } },
  preview: { headers: pageHeaders },
})

const cli = defineConfig({
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
