import type { CallReport } from '../../src/call/terms/call-report.js';

const NO_SOURCES = { microphone: null, camera: null, screen: null, screenSound: null };

/** A report of a call that goes well. */
export function sampleReport(change: Partial<CallReport> = {}): CallReport {
  const sound = { codec: 'opus', bitrate: 32_000, packetLoss: 0 };
  const picture = {
    codec: 'VP9',
    bitrate: 1_750_000,
    packetLoss: 0,
    width: 1_280,
    height: 720,
    framesPerSecond: 29.9,
  };
  return {
    path: 'direct',
    protocol: 'udp',
    relayedBy: null,
    roundTripTimeMs: 34,
    outgoingBitrate: 1_782_000,
    incomingBitrate: 640_000,
    availableOutgoingBitrate: 2_500_000,
    packetLoss: 0.004,
    outgoingPacketLoss: 0.012,
    sent: {
      ...NO_SOURCES,
      microphone: sound,
      camera: { ...picture, limitedBy: 'nothing' },
    },
    received: {
      ...NO_SOURCES,
      microphone: { ...sound, madeUp: 0, delayMs: 61 },
      camera: {
        ...picture,
        codec: 'AV1',
        width: 640,
        height: 360,
        freezes: 0,
        freezeMs: 0,
        delayMs: 83,
      },
    },
    freezes: 0,
    freezeMs: 0,
    bytesSent: 1_000_000,
    bytesReceived: 500_000,
    relayMessagesSent: 3,
    relayMessagesReceived: 2,
    messagesRejected: 0,
    connectedMs: 65_000,
    leftOut: [],
    ...change,
  };
}
