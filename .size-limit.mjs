/** What `import()` fetches later is no part of the first load. */
export const FETCHED = [
  '*/diagnostics.js',
  '*/media-explanation.js',
  '*/device-opener.js',
  '*/sending-controller.js',
  '*/call-engine.js',
  '*/invite-admission.js',
  '*/meeting.js',
  '*/relay-ice-servers.js',
  '*/relay-room.js',
  '*/call-storage.js',
  '*/call-message.js',
  '*/seal-cryptography.js',
];

/** The files for a script tag are measured as they are. */
const asItIs = (name, file, limit) => ({
  name,
  path: `dist/${file}`,
  disablePlugins: ['@size-limit/esbuild'],
  gzip: true,
  limit,
});

export default [
  {
    name: 'core, first load',
    path: 'dist/core.js',
    ignore: FETCHED,
    // Scripts have no `import()` in esbuild's eyes: for them it would add its own.
    modifyEsbuildConfig: (config) => ({ ...config, format: 'esm' }),
    gzip: true,
    limit: '22.7 KB',
  },
  asItIs('CDN element with Lit, first load', 'p2p-video-call.min.js', '40 KB'),
  asItIs('CDN, fetched when needed: figures', 'p2p-video-call.diagnostics.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: errors', 'p2p-video-call.media-explanation.min.js', '12 KB'),
  asItIs('CDN, fetched with a call: its connection', 'p2p-video-call.call-engine.min.js', '12 KB'),
  asItIs('CDN, fetched with a call: its words', 'p2p-video-call.call-message.min.js', '12 KB'),
  asItIs('CDN, fetched with a call: its keys', 'p2p-video-call.seal-cryptography.min.js', '12 KB'),
  asItIs(
    'CDN, fetched with a call: who may ring',
    'p2p-video-call.invite-admission.min.js',
    '12 KB',
  ),
  asItIs('CDN, fetched with a call: TURN', 'p2p-video-call.relay-ice-servers.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: rooms', 'p2p-video-call.relay-room.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: meeting', 'p2p-video-call.meeting.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: storage', 'p2p-video-call.call-storage.min.js', '12 KB'),
  asItIs(
    'CDN, fetched with a call: what is sent',
    'p2p-video-call.sending-controller.min.js',
    '12 KB',
  ),
  asItIs('CDN, fetched with a call: devices', 'p2p-video-call.device-opener.min.js', '12 KB'),
  asItIs('CDN, fetched with a call: offers', 'p2p-video-call.device-offers.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: Korean', 'p2p-video-call.ko.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: Japanese', 'p2p-video-call.ja.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: Chinese', 'p2p-video-call.zh.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: Spanish', 'p2p-video-call.es.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: French', 'p2p-video-call.fr.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: German', 'p2p-video-call.de.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: Arabic', 'p2p-video-call.ar.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: joining', 'p2p-video-call.meeting-session.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: lobby', 'p2p-video-call.meeting-screen.min.js', '12 KB'),
  asItIs('CDN, fetched after that: texts', 'p2p-video-call.en-later.min.js', '12 KB'),
  asItIs('CDN, fetched after that: styles', 'p2p-video-call.call-styles.min.js', '12 KB'),
  asItIs('CDN, fetched after that: a call', 'p2p-video-call.call-screen.min.js', '12 KB'),
  asItIs('CDN, fetched after that: tools', 'p2p-video-call.call-tools.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: recorder', 'p2p-video-call.call-recorder.min.js', '12 KB'),
  asItIs('CDN, fetched when needed: code', 'p2p-video-call.verification-panel.min.js', '12 KB'),
  asItIs('Lambda handler with the AWS SDK', 'lambda/handler.mjs', '120 KB'),
  asItIs('Lambda authorizer with the AWS SDK', 'lambda/authorizer.mjs', '110 KB'),
  {
    ...asItIs(
      'CloudFormation template, as CloudFormation counts',
      'relay.template.yaml',
      '51200 B',
    ),
    gzip: false,
    brotli: false,
  },
];
