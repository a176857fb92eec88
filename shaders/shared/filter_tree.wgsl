// Steps of the decimated transforms on rows in workgroup memory: one output of the analysis, two of the synthesis.
// The entry file binds `filters`: for each tap, those of decLo, decHi, recLo and recHi; and sizes N_TAPS (even) and
// ROWS, the rows of all bands or nodes. Twin: decimated-level.ts. Source: Mallat 1989; pywt.dwt, pywt.idwt.
#import shared/extension
#import shared/lanes_4

const N_TAPS = 8u;
const ROWS = 400u;

var<workgroup> tree: array<Lanes, ROWS>;

struct Pair { first: Lanes, second: Lanes }

// Approximation and detail at `row` of the n rows from `base`, symmetric extension.
fn analysis(base: u32, n: u32, row: u32) -> Pair {
  var out = Pair(Lanes(0.0), Lanes(0.0));
  let newest = 2u * row + 1u;
  if (newest < n && newest + 1u >= N_TAPS) {
    #for tap in 0..N_TAPS
    {
      let x = tree[base + newest - tap];
      out.first += filters[tap].x * x;
      out.second += filters[tap].y * x;
    }
    #end
    return out;
  }
  for (var tap = 0u; tap < N_TAPS; tap++) {
    let x = tree[base + symmetric_index(i32(newest) - i32(tap), i32(n))];
    out.first += filters[tap].x * x;
    out.second += filters[tap].y * x;
  }
  return out;
}

// Samples 2 row and 2 row + 1 from the approximation and the detail that start at two rows.
fn synthesis(approximation: u32, detail: u32, row: u32) -> Pair {
  let low = synthesis_of(approximation, row, false);
  let high = synthesis_of(detail, row, true);
  return Pair(low.first + high.first, low.second + high.second);
}

// The part of it that comes from one of them.
fn synthesis_of(start: u32, row: u32, isDetail: bool) -> Pair {
  var out = Pair(Lanes(0.0), Lanes(0.0));
  #for pair in 0..N_TAPS / 2
  {
    let c = tree[start + row + pair];
    let even = filters[N_TAPS - 2u - 2u * pair];
    let odd = filters[N_TAPS - 1u - 2u * pair];
    out.first += select(even.z, even.w, isDetail) * c;
    out.second += select(odd.z, odd.w, isDetail) * c;
  }
  #end
  return out;
}

fn magnitude_bits(row: u32) -> LaneBits {
  return bitcast<LaneBits>(tree[row]) & LaneBits(0x7fffffffu);
}
