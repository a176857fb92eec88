// Prediction of a trace at one frequency from params.points before it and as many behind it, in a window of `count`
// traces that are there: the mean of both where both are. The entry file gives value_of(window, t), t counted from the
// first of these, and weight_of(window, direction, i), direction 0 from those before, 1 from those behind.
// Twin: dsp/prediction.ts. Source: Canales 1984; Gulunay 1986.
#import shared/complex

// Whether enough others stand on one side.
fn is_predicted(t: u32, count: u32) -> bool {
  return t >= params.points || t + params.points < count;
}

fn predicted_value(window: u32, t: u32, count: u32) -> vec2f {
  let points = params.points;
  let isBefore = t >= points;
  let isBehind = t + points < count;
  var result = vec2f();
  for (var direction = 0u; direction < 2u; direction++) {
    if (!select(isBefore, isBehind, direction == 1u)) { continue; }
    let nearest = select(t - 1u, t + points, direction == 1u);
    for (var i = 0u; i < points; i++) {
      result += complex_multiply(weight_of(window, direction, i), value_of(window, nearest - i));
    }
  }
  return select(1.0, 0.5, isBefore && isBehind) * result;
}
