/**
 * Tests that `npm run test:quick` leaves to `npm test`: whole tables and walks, which take as long as hundreds of others.
 * A contributor who changes what one of them is about runs it by itself.
 */
export const LONG_FILES = [
  'test/call/call-endings.test.ts',
  'test/call/call-hangup-points.test.ts',
  'test/call/call-hostile-heirs.test.ts',
  'test/call/call-hostile.test.ts',
  'test/call/call-lossy-signaling.test.ts',
  'test/call/connection/call-renewal.test.ts',
  'test/call/connection/negotiator-glare.test.ts',
  'test/call/incoming/call-glare.test.ts',
  'test/call/media/call-media.test.ts',
  'test/call/media/call-playback.test.ts',
  'test/call/resume/call-resume.test.ts',
  'test/fuzz/fuzz.test.mjs',
  'test/package/packed-package.test.mjs',
  'test/signaling/api-gateway/rotation.test.mjs',
];
