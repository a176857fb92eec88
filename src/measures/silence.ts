/** Energy below this part of that of Before counts as silence: -120 dB, less than float32 rounds away. */
export const SILENCE = 1e-12
