// Classes of powers: the upper bits of a positive float32, 32 to an octave. Twin: dsp/power-histogram.ts.

const CLASS_SHIFT = 18u;
const CLASSES = 8160u;

fn class_of(power: f32) -> u32 {
  return min(bitcast<u32>(power) >> CLASS_SHIFT, CLASSES - 1u);
}

fn class_start(class_: u32) -> f32 {
  return bitcast<f32>(min(class_ << CLASS_SHIFT, 0x7f7fffffu));
}
