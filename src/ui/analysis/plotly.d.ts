// The bundle ships without types; those of the whole library are a script's global namespace.
/// <reference types="plotly.js" />
declare module 'plotly.js-cartesian-dist-min' {
  const plotly: typeof Plotly
  export default plotly
}
