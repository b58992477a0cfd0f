const GOOD = {};

/**
 * The lines between the two, both ways. `before`: as the call finds it; `then`: it becomes so after a while, and good again at
 * last, and only what is from `settledMs` after that on counts.
 */
export const LINES = [
  { name: 'perfect', before: GOOD, seconds: 12 },
  { name: '700 kbit/s', before: { kbitPerSecond: 700 }, seconds: 25 },
  { name: '300 kbit/s', before: { kbitPerSecond: 300 }, seconds: 25 },
  { name: '10 % loss', before: { lossPercent: 10 }, seconds: 25 },
  { name: '20 % loss', before: { lossPercent: 20 }, seconds: 25 },
  { name: '30 % loss', before: { lossPercent: 30 }, seconds: 25 },
  {
    name: 'becomes 120 kbit/s',
    before: GOOD,
    seconds: 8,
    then: { kbitPerSecond: 120 },
    thinSeconds: 28,
    goodSeconds: 16,
  },
  {
    name: 'becomes 60 kbit/s',
    before: GOOD,
    seconds: 8,
    then: { kbitPerSecond: 60 },
    thinSeconds: 28,
    goodSeconds: 16,
  },
];

/** From then on a line that has become thin is judged. */
export const SETTLED_MS = 8_000;
