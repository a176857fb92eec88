declare module '*?wasm-bytes' {
  /** A compiled WebAssembly module (scripts/assemblyscript-plugin.mjs). */
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
