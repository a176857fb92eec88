/** What this program calls itself in the files that it writes; the version is that of package.json (a test checks it). */
export const PROGRAM_NAME = 'seisproc-web'
export const PROGRAM_VERSION = '0.1.0'
