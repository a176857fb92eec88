/** In the browser's own storage: what runs write that look for the best settings lies in here, and goes with it. */
export const TUNING_FOLDER = 'seisproc-tuning'
