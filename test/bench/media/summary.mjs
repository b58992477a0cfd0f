/** Adds up how much each figure grew from sample to sample; what begins anew with a new connection or stream counts from 0. */
function growth(samples, name) {
  let sum = 0;
  for (let index = 1; index < samples.length; index += 1) {
    sum += Math.max(0, samples[index][name] - samples[index - 1][name]);
  }
  return sum;
}

/**
 * What one side heard and saw between two times, in milliseconds of the browsers' clock.
 *
 * @returns made-up sound in %, delay in ms (buffer and half the round trip), freezes and their ms, pictures per second,
 * median of lines, kbit/s of video; `null`: not known, or nothing came
 */
export function summarize(samples, from, to) {
  const within = samples.filter(({ at }) => at >= from && at < to);
  const seconds = (within.at(-1).at - within[0].at) / 1000;
  const heard = growth(within, 'heard');
  const emitted = growth(within, 'bufferEmitted');
  const roundTrips = within
    .map(({ roundTripMs }) => roundTripMs)
    .filter((roundTripMs) => roundTripMs !== null);
  const roundTrip = roundTrips.reduce((sum, each) => sum + each, 0) / roundTrips.length;
  // Firefox 153 says 0 until the first picture of a stream has come.
  const lines = within
    .map(({ receivedLines }) => receivedLines)
    .filter((each) => each > 0)
    .sort((a, b) => a - b);
  return {
    madeUp: heard === 0 ? null : (100 * growth(within, 'concealed')) / heard,
    delayMs:
      emitted === 0 || roundTrips.length === 0
        ? null
        : (1000 * growth(within, 'bufferDelay')) / emitted + roundTrip / 2,
    // A picture that stands all the time is no freeze by these figures, which end with the next one.
    freezes: growth(within, 'frames') === 0 ? null : growth(within, 'freezes'),
    freezeMs: growth(within, 'freezeMs'),
    framesPerSecond: growth(within, 'frames') / seconds,
    lines: lines[Math.floor(lines.length / 2)] ?? null,
    kbitPerSecond: (8 * growth(within, 'videoBytes')) / seconds / 1000,
  };
}

/** When the first picture with so many lines was on the screen, in ms after `from`; `null`: never. */
export function timeTo(pictures, lines, from) {
  const found = pictures.find(({ width, height }) => Math.min(width, height) >= lines);
  return found ? found.at - from : null;
}

/** When pictures came again after `from`: ten within a second. */
export function pictureBack(samples, from) {
  const later = samples.filter(({ at }) => at >= from);
  const back = later.find(({ at }) => {
    const second = later.filter((other) => other.at >= at && other.at - at <= 1_100);
    return growth(second, 'frames') >= 10;
  });
  return back ? back.at - from : null;
}
