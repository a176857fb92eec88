// Complex numbers as vec2f(re, im).

fn complex_multiply(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

fn conjugate(a: vec2f) -> vec2f {
  return vec2f(a.x, -a.y);
}

fn times_i(a: vec2f) -> vec2f {
  return vec2f(-a.y, a.x);
}
