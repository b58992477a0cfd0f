import { Meter } from './meter.js';
import { openSource } from './source.js';

const name = location.hash.slice(1);
const contestant = await import(`./${name}.js`);
const meter = new Meter();
const problems = [];
addEventListener('error', ({ message }) => problems.push(message));
addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));

/** Makes a contestant send all lines from the beginning that leaves them to the browser. */
function forceLines(connection) {
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState !== 'connected') return;
    for (const { sender, receiver } of connection.getTransceivers()) {
      if (receiver.track.kind !== 'video') continue;
      const parameters = sender.getParameters();
      parameters.degradationPreference = 'maintain-resolution';
      void sender.setParameters(parameters);
    }
  });
}

/** What the bench can do on this page. Arguments and results are JSON. */
globalThis.rig = {
  /** Opens camera and microphone, and goes online. @returns the own address */
  async open(options) {
    const stream = await openSource(options.source, options.lines);
    const watch = (connection) => {
      meter.watch(connection);
      if (options.isForced) forceLines(connection);
    };
    const show = (remote) => meter.show(remote);
    return contestant.open({ ...options, stream, watch, show });
  },
  call: ([method, argument]) => contestant[method](argument),
  samples: () => meter.samples,
  pictures: () => meter.pictures,
  problems: () => problems,
};
