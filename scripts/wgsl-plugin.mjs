/**
 * Vite plugin for the page: shaders without comments and indents, line by line as they were, so that a compiler's message
 * still names the line. Each bundle that computes carries all of them.
 */
import { readFile } from 'node:fs/promises'

const QUERY = '?raw'

export function shorterWgsl() {
  return {
    name: 'shorter-wgsl',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(`.wgsl${QUERY}`)) return null
      const text = await readFile(id.slice(0, -QUERY.length), 'utf8')
      const lines = text.split('\n').map((line) => line.replace(/\/\/.*/, '').trim())
      return `export default ${JSON.stringify(lines.join('\n'))}`
    },
  }
}
