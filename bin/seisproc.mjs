#!/usr/bin/env node
// The command line, as built by `npm run build`.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = new URL('../dist/cli/seisproc.mjs', import.meta.url)
if (!existsSync(fileURLToPath(program))) {
  process.stderr.write(
    'seisproc: The program is not built - dist/cli - run `npm ci && npm run build` in the checkout\n',
  )
  process.exit(1)
}
const { main } = await import(program)
await main(process.argv.slice(2))
