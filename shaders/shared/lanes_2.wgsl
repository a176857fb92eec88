// As lanes_4, where workgroup memory has no room for four traces.

alias Lanes = vec2f;
alias LaneBits = vec2u;
alias LaneFlags = vec2<bool>;
const LANES = 2u;
