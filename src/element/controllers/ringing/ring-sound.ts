import { TONE_RATE, toneSamples, type RingKind } from './ring-tone.js';
import type { ToolsHost } from '../host/tools-host.js';

/** After what a user does that may allow sound. */
const GESTURES = ['pointerup', 'keydown'];

/** Chromium's, with which it plays on a loudspeaker of choice. */
interface SinkAudioContext extends AudioContext {
  setSinkId?(deviceId: string): Promise<void>;
}

/**
 * Sounds again and again until `signal` aborts, on the loudspeaker that the host names where browsers can do that. Where
 * they allow no sound yet, it begins when the user touches the page.
 */
export function playRing(host: ToolsHost, kind: RingKind, signal: AbortSignal): void {
  const { ringtone } = host;
  if (kind === 'ring' && ringtone) playFile(host, ringtone, signal);
  else playTone(host, kind, signal);
}

function playFile(host: ToolsHost, address: string, signal: AbortSignal): void {
  const audio = host.ownerDocument.createElement('audio');
  audio.loop = true;
  audio.src = address;
  const play = () => {
    audio.play().catch((error: DOMException) => {
      if (signal.aborted || error.name === 'NotAllowedError') return;
      // It is not there, is no sound, or may not be fetched. Somebody still calls.
      stop();
      playTone(host, 'ring', signal);
    });
  };
  const stop = () => {
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
  };
  signal.addEventListener('abort', stop);
  // If that one is gone, it is heard on the system's own.
  if (host.audioOutput) audio.setSinkId?.(host.audioOutput).catch(() => undefined);
  onGesture(host, () => audio.paused && audio.hasAttribute('src') && play(), signal);
  play();
}

function playTone(host: ToolsHost, kind: RingKind, signal: AbortSignal): void {
  const view = host.ownerDocument.defaultView;
  if (!view || !('AudioContext' in view)) return;
  const context: SinkAudioContext = new view.AudioContext();
  const stop = () => void context.close().catch(() => undefined);
  signal.addEventListener('abort', stop);
  if (host.audioOutput) context.setSinkId?.(host.audioOutput).catch(() => undefined);
  const samples = toneSamples(kind);
  const buffer = context.createBuffer(1, samples.length, TONE_RATE);
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  source.connect(context.destination);
  source.start();
  const resume = () =>
    context.state === 'suspended' && void context.resume().catch(() => undefined);
  onGesture(host, resume, signal);
}

function onGesture(host: ToolsHost, action: () => unknown, signal: AbortSignal): void {
  for (const type of GESTURES) {
    host.ownerDocument.addEventListener(type, action, { capture: true, signal });
  }
}
