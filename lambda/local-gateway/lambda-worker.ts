import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { Invocation, WorkerInit, WorkerReply } from './worker-messages.js';

// Entry of the worker thread in which a handler runs. As in Lambda it has environment variables of its own; unlike in
// Lambda several invocations may run at once.

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread, and runs as nothing else.');

const { handlerUrl } = workerData as WorkerInit;
// One line per log entry, because the log is read by lines.
inspect.defaultOptions.breakLength = Infinity;
inspect.defaultOptions.compact = true;

type Handler = (event: Invocation['event'], context: object) => unknown;

const { handler } = (await import(handlerUrl)) as { handler?: Handler };
if (typeof handler !== 'function') {
  throw new TypeError(`${handlerUrl} does not export a function named "handler".`);
}

const reply = (message: WorkerReply): void => port.postMessage(message);

port.on('message', ({ id, event }: Invocation) => {
  const context = { functionName: 'local', awsRequestId: randomUUID() };
  // In a promise, so that a handler may also throw synchronously.
  void Promise.resolve()
    .then(() => handler(event, context))
    .then((result) => reply({ kind: 'result', id, json: JSON.stringify(result) ?? null }))
    .catch((error: unknown) => {
      console.error(error);
      reply({ kind: 'error', id, message: error instanceof Error ? error.message : '' });
    });
});

reply({ kind: 'ready' });
