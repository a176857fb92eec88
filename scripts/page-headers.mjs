/**
 * What every answer of the workbench's server carries: cross-origin isolation (shared memory between workers) and a
 * policy under which no request can leave the origin. `blob:` is for the picture of a panel that a user saves.
 *
 * `origins` widens `connect-src` alone: the page may then read a Zarr array from these hosts, and still send nothing else.
 */
export function pageHeadersFor(origins = []) {
  return {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      `connect-src ${["'self'", ...origins].join(' ')}`,
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}

export const pageHeaders = pageHeadersFor()
