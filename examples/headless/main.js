import { ApiGatewaySignalingClient } from 'p2p-video-call/core';
import { ChatCall } from './subclass.js';

/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);

// Put the wss:// address of your own relay here.
const signaling = new ApiGatewaySignalingClient('/relay');

/** The call on the screen: the running one, or the last one. */
let call = null;

const isRunning = () => call !== null && call.state !== 'ended';

function show(newCall) {
  call = newCall;
  call.addEventListener('statechange', render);
  call.addEventListener('localmedia', render);
  call.addEventListener('localstream', render);
  call.addEventListener('remotestream', render);
  call.addEventListener('remotemedia', render);
  call.addEventListener('error', ({ error }) => console.warn(error));
  call.addEventListener('message', renderChat);
  render();
  renderChat();
}

/** Camera, microphone or connection may fail; the call fires an `error` event for it too. */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    console.warn(error);
  }
}

function statusText() {
  if (call === null) return signaling.state === 'open' ? 'Ready' : 'Going online…';
  if (call.state === 'ended') return `Ended: ${call.endReason}`;
  if (call.state === 'ringing' && call.direction === 'incoming') return `${call.peerId} calls`;
  return call.state;
}

/** The whole page from the state of the call: the buttons change nothing but the call. */
function render() {
  const running = isRunning();
  const incoming = running && call.state === 'ringing' && call.direction === 'incoming';
  const media = call?.localMedia;

  $('status').textContent = statusText();
  $('own-id').textContent = signaling.id ?? '…';
  $('call-form').querySelector('button').disabled = signaling.state !== 'open' || running;
  $('answer').hidden = !incoming;
  $('reject').hidden = !incoming;
  $('hangup').hidden = !running || incoming;
  $('microphone').hidden = !running || incoming;
  $('camera').hidden = !running || incoming;
  $('microphone').textContent = media?.microphone ? 'Mute' : 'Unmute';
  $('camera').textContent = media?.camera ? 'Camera off' : 'Camera on';
  $('chat').hidden = !running || call.connectedAt === null;
  attach($('self'), running && media.camera ? call.localStream : null);
  attach($('remote'), running ? call.remoteStream : null);
  attach($('screen'), running ? call.remoteScreenStream : null);
  $('screen').hidden = !running || !call.remoteMedia.screen;
  // A screen may come with sound. Without it, a muted video needs no click before it plays.
  $('screen').muted = !running || !call.remoteMedia.screenSound;
  // Firefox leaves the last picture standing when a camera goes off. The video itself stays: it plays the voice.
  $('remote').style.opacity = running && call.remoteMedia.camera ? '1' : '0';
}

/** Setting the same stream again restarts the video, which flickers: set it only if it is another one. */
function attach(video, stream) {
  if (video.srcObject !== stream) video.srcObject = stream;
}

function renderChat() {
  const lines = call.lines.map(({ from, text }) => {
    const line = document.createElement('li');
    line.className = from;
    line.textContent = text;
    return line;
  });
  $('log').replaceChildren(...lines);
  lines.at(-1)?.scrollIntoView({ block: 'nearest' });
}

$('call-form').addEventListener('submit', (event) => {
  event.preventDefault();
  try {
    show(ChatCall.place(signaling, $('peer-id').value.trim()));
  } catch (error) {
    // It is the own address, for example.
    $('status').textContent = error.message;
  }
});
$('answer').addEventListener('click', () => attempt(() => call.answer()));
$('reject').addEventListener('click', () => call.reject());
$('hangup').addEventListener('click', () => call.hangup());
$('microphone').addEventListener('click', () =>
  attempt(() => call.setMicrophoneEnabled(!call.localMedia.microphone)),
);
$('camera').addEventListener('click', () =>
  attempt(() => call.setCameraEnabled(!call.localMedia.camera)),
);
$('chat-form').addEventListener('submit', (event) => {
  event.preventDefault();
  call.say($('text').value);
  event.target.reset();
  renderChat();
});

setInterval(() => {
  const seconds = Math.floor(call?.seconds ?? 0);
  const minutes = Math.floor(seconds / 60);
  if (isRunning()) $('timer').textContent = `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}, 500);

signaling.addEventListener('statechange', render);
signaling.addEventListener('idchange', render);
ChatCall.listen(signaling, show);
try {
  await signaling.open();
} catch (error) {
  $('status').textContent = error.message;
}
