// Neighbouring traces that a thread has in hand at once, as one vector.

alias Lanes = vec4f;
alias LaneBits = vec4u;
alias LaneFlags = vec4<bool>;
const LANES = 4u;
