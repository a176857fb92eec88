// Makes the columns of matrices orthogonal by one-sided Jacobi rotations, in workgroup memory: a thread for every pair of
// columns of each, in rounds of disjoint pairs. The entry file binds `columns`, complex numbers, column after column.
// Twin: dsp/hankel-shrinkage.ts. Source: Hestenes 1958.
#import shared/complex

// Sweeps over all pairs; five to eight are the rule.
const MOST_SWEEPS = 12u;
// Columns whose cosine squared is below this are orthogonal but for roundings.
const ORTHOGONAL = 1e-12;
// Columns being at most about 1, squared products beneath it are roundings, and not told exactly.
const SMALLEST_PRODUCT = 1e-30;

var<workgroup> vote: atomic<u32>;
var<workgroup> isAny: u32;

// Whether it holds for any thread; all of them call it.
fn any_thread(holds: bool, local: u32) -> bool {
  if (holds) { atomicStore(&vote, 1u); }
  workgroupBarrier();
  if (local == 0u) { isAny = atomicExchange(&vote, 0u); }
  return workgroupUniformLoad(&isAny) == 1u;
}

// All threads call it, with the same even numbers; pair < nColumns / 2.
fn orthogonalise(isActive: bool, matrix: u32, nRows: u32, nColumns: u32, pair: u32, local: u32) {
  let others = nColumns - 1u;
  for (var sweep = 0u; sweep < MOST_SWEEPS; sweep++) {
    var isRotated = false;
    for (var round_ = 0u; round_ < others; round_++) {
      let p = select((round_ + pair) % others, others, pair == 0u);
      let q = (round_ + others - pair) % others;
      if (isActive && rotate(matrix + p * nRows, matrix + q * nRows, nRows)) { isRotated = true; }
      workgroupBarrier();
    }
    if (!any_thread(isRotated, local)) { break; }
  }
}

// Column q is turned to the phase of p first.
fn rotate(p: u32, q: u32, nRows: u32) -> bool {
  var product = vec2f();
  var power = vec2f();
  for (var row = 0u; row < nRows; row++) {
    let a = columns[p + row];
    let b = columns[q + row];
    product += complex_multiply(conjugate(a), b);
    power += vec2f(dot(a, a), dot(b, b));
  }
  let product2 = dot(product, product);
  if (product2 < SMALLEST_PRODUCT || product2 <= ORTHOGONAL * power.x * power.y) { return false; }
  let length_ = sqrt(product2);
  let zeta = 0.5 * (power.y - power.x) / length_;
  let tangent = select(1.0, -1.0, zeta < 0.0) / (abs(zeta) + sqrt(1.0 + zeta * zeta));
  let cosine = inverseSqrt(1.0 + tangent * tangent);
  let sine = cosine * tangent;
  let turn = conjugate(product) / length_;
  for (var row = 0u; row < nRows; row++) {
    let a = columns[p + row];
    let b = complex_multiply(turn, columns[q + row]);
    columns[p + row] = cosine * a - sine * b;
    columns[q + row] = sine * a + cosine * b;
  }
  return true;
}
