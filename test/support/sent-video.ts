import type { SentVideo } from '../../src/call/quality/sending-policy.js';

/** What is sent besides the voice, where nothing keeps it small. */
export const CAMERA: SentVideo = {
  camera: true,
  screen: false,
  isMoving: false,
  lighterCodec: null,
  enoughBitrate: Infinity,
  lines: 720,
};
export const SCREEN: SentVideo = { ...CAMERA, camera: false, screen: true };
export const BOTH: SentVideo = { ...CAMERA, screen: true };
