// Outliers of the S-transform as they are kept: (re, im, median, MAD), those of a stretch one behind the other, the last one
// marked by the sign of its median. A stretch without any has no place.

const NO_PLACE = 0xffffffffu;
const LAST = 0x80000000u;
