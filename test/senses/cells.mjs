// The table: who calls from which page with what, and what happens in the call. Each step of a scene is a test.
import * as buttons from './buttons.mjs';
import {
  changes,
  fresh,
  iceRestart,
  intoFrame,
  intoWindow,
  lateConnection,
  moved,
  newConnection,
  rejoined,
  resume,
  switchDevice,
  turn,
} from './steps.mjs';

const RESUME = { attributes: { resume: '' } };

/** Every way that a camera and a microphone can be on and off, one change at a time. */
const allTurnsOf = (side) => [
  turn(side, 'camera', false),
  turn(side, 'microphone', false),
  turn(side, 'camera', true),
  turn(side, 'microphone', true),
];

/** What a line may go through; it may change nothing of what is heard and seen. */
const linesOf = (...sides) => sides.flatMap((side) => [iceRestart(side), newConnection(side)]);

/** What an example is tried with; the rest is its library's. */
const exampleOf = (name, page) => ({
  name: `example: ${name}`,
  page,
  steps: [
    fresh,
    turn('caller', 'camera', false),
    newConnection('caller'),
    turn('caller', 'camera', true),
    turn('callee', 'microphone', false),
  ],
});

const places = [moved('callee'), moved('caller')];

const ELEMENT = [
  {
    name: 'element: both have both; every turn, every line',
    page: 'element',
    caller: RESUME,
    callee: RESUME,
    steps: [
      fresh,
      ...allTurnsOf('caller'),
      ...allTurnsOf('callee'),
      ...linesOf('caller', 'callee'),
      ...places,
      switchDevice('caller', 'camera'),
      switchDevice('callee', 'microphone'),
      resume('caller'),
      resume('callee'),
    ],
  },
  {
    name: 'element: the caller gives the voice alone, the callee the picture alone',
    page: 'element',
    caller: RESUME,
    callee: RESUME,
    steps: [
      fresh,
      turn('caller', 'camera', false),
      turn('callee', 'microphone', false),
      ...linesOf('caller'),
      lateConnection('caller'),
      ...places,
      switchDevice('caller', 'microphone'),
      switchDevice('callee', 'camera'),
      resume('callee'),
      resume('caller'),
      turn('caller', 'camera', true),
      turn('callee', 'microphone', true),
    ],
  },
  {
    name: 'element: answered with “Audio only”',
    page: 'element',
    caller: RESUME,
    callee: RESUME,
    answer: 'Audio only',
    steps: [
      fresh,
      ...linesOf('callee'),
      resume('callee'),
      turn('callee', 'camera', true),
      turn('callee', 'camera', false),
    ],
  },
  {
    name: 'element: the caller starts with both off, the callee answers automatically',
    page: 'element',
    caller: { attributes: { audio: 'off', video: 'off' } },
    callee: { attributes: { 'auto-answer': '' } },
    answer: null,
    steps: [
      fresh,
      turn('caller', 'microphone', true),
      turn('caller', 'camera', true),
      turn('callee', 'camera', true),
    ],
  },
  {
    name: 'element: the caller has no camera, the callee no microphone',
    page: 'element',
    caller: { missing: ['video'], ...RESUME },
    callee: { missing: ['audio'], ...RESUME },
    steps: [
      fresh,
      ...linesOf('caller'),
      switchDevice('callee', 'camera'),
      resume('callee'),
      turn('caller', 'microphone', false),
    ],
  },
  {
    name: 'element: the caller has neither, the callee no camera',
    page: 'element',
    caller: { missing: ['audio', 'video'] },
    callee: { missing: ['video'] },
    steps: [fresh, iceRestart('callee')],
  },
  {
    name: 'element: in other documents',
    page: 'element',
    steps: [
      fresh,
      intoFrame('callee'),
      intoWindow('caller'),
      turn('caller', 'camera', false),
      turn('callee', 'camera', false),
      turn('callee', 'camera', true),
    ],
  },
  {
    name: 'element: two meet by a link',
    page: 'meeting',
    steps: [
      fresh,
      turn('caller', 'camera', false),
      rejoined('callee'),
      turn('callee', 'microphone', false),
      rejoined('caller'),
      turn('caller', 'camera', true),
    ],
  },
  {
    name: 'element: every button',
    page: 'buttons',
    caller: { devices: buttons.CALLERS },
    callee: { devices: buttons.CALLEES },
    steps: [
      buttons.begin,
      buttons.chooseDevices,
      buttons.share,
      buttons.flip,
      buttons.chooseLoudspeaker,
      buttons.speak,
      buttons.speakMuted,
      buttons.chat,
      buttons.sendFile,
      buttons.record,
      buttons.refuseRecording,
      buttons.arrange,
      buttons.figures,
      buttons.verify,
      buttons.pictureInPicture,
      buttons.enterFullScreen,
      buttons.leaveFullScreen,
      buttons.hangUp,
    ],
  },
  { name: 'element: a busy call', page: 'element', steps: [fresh, changes] },
];

const PAGES_WITHOUT_ELEMENT = [
  {
    name: 'the lines under “Headless” in the README',
    page: 'readme',
    steps: [
      fresh,
      ...allTurnsOf('caller'),
      turn('callee', 'camera', false),
      ...linesOf('callee'),
      switchDevice('callee', 'microphone'),
      turn('callee', 'camera', true),
    ],
  },
  {
    name: 'the lines under “Headless” in the README; the caller has no camera, the callee no microphone',
    page: 'readme',
    caller: { missing: ['video'] },
    callee: { missing: ['audio'] },
    steps: [fresh, newConnection('caller'), lateConnection('caller')],
  },
  exampleOf('headless', 'headless'),
  {
    name: 'example: headless; the caller has no camera, the callee no microphone',
    page: 'headless',
    caller: { missing: ['video'] },
    callee: { missing: ['audio'] },
    steps: [fresh, newConnection('callee')],
  },
];

/** They differ from each other in how they are loaded and signal, which is the same in every browser. */
const PAGES_WITH_ELEMENT = [
  exampleOf('index', 'index'),
  exampleOf('drop-in', 'dropIn'),
  exampleOf('custom signaling, two windows of one browser', 'customSignaling'),
  exampleOf('Socket.IO, with its own server', 'socketIo'),
];

export const FIREFOX_SCENES = [...ELEMENT, ...PAGES_WITHOUT_ELEMENT];

export const CHROMIUM_SCENES = [...FIREFOX_SCENES, ...PAGES_WITH_ELEMENT];
