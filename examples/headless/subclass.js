import { PeerCall } from 'p2p-video-call/core';

/** A call with a chat, a timer and a picture that takes little bandwidth: each comes from overriding one hook. */
export class ChatCall extends PeerCall {
  /** What was said, oldest first: `{ from: 'me' | 'peer', text }`. */
  lines = [];
  /** When the call was first connected, by `performance.now()`; `null` before. */
  connectedAt = null;

  /** Seconds since the call was first connected. */
  get seconds() {
    return this.connectedAt === null ? 0 : (performance.now() - this.connectedAt) / 1000;
  }

  /** Sends one line of chat to the other side. */
  say(text) {
    this.sendMessage(JSON.stringify({ chat: text }));
    this.lines.push({ from: 'me', text });
  }

  /** Hook: asks for a small camera picture. `video` is `false` when only the microphone is to be opened. */
  openMedia({ audio, video }) {
    return super.openMedia({ audio, video: video && { ...video, width: 640, height: 360 } });
  }

  /** Hook: makes the browser's connection. Here you can watch it, or change its configuration. */
  createConnection(config) {
    const connection = super.createConnection(config);
    connection.addEventListener('iceconnectionstatechange', () => {
      console.debug(`ICE: ${connection.iceConnectionState}`);
    });
    return connection;
  }

  /** Hook: starts the timer. */
  onStateChange(state, previous) {
    super.onStateChange(state, previous);
    if (state === 'connected') this.connectedAt ??= performance.now();
  }

  /** Hook: records a line of chat. The call's `message` event, which comes next, makes the page show it. */
  onMessage(data) {
    super.onMessage(data);
    const text = readChat(data);
    if (text !== null) this.lines.push({ from: 'peer', text });
  }
}

/** The message is whatever the other side sent: check it before use. */
function readChat(data) {
  try {
    const { chat } = JSON.parse(data);
    return typeof chat === 'string' ? chat : null;
  } catch {
    return null;
  }
}
