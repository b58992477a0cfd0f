/** As systems and browsers name it: Chromium adds "(Bluetooth)" on Windows and macOS, Windows itself "Hands-Free". */
const BLUETOOTH = /bluetooth|hands-?free|airpods|\bbuds/i;
const HEADSET = /headset|headphone|earphone|earbud/i;
/** Chromium adds the numbers of maker and product, on Windows and Linux. */
const WIRED = /\busb\b|\bwired\b|\([\da-f]{4}:[\da-f]{4}\)/i;
/** What the hands-free profile carries: 8,000 samples a second, or 16,000. */
const HANDS_FREE_SAMPLE_RATE = 16_000;

/**
 * Whether a microphone is the hands-free one of a Bluetooth headset, as far as its name and its settings tell. While it is
 * open, the headset plays all sound as a telephone does.
 */
export function isBluetooth(track: Pick<MediaStreamTrack, 'label' | 'getSettings'>): boolean {
  const { label } = track;
  if (WIRED.test(label)) return false;
  const { sampleRate = Infinity } = track.getSettings();
  return BLUETOOTH.test(label) || (HEADSET.test(label) && sampleRate <= HANDS_FREE_SAMPLE_RATE);
}
