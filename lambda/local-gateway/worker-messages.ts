import type { LambdaEvent } from './lambda-event.js';

/** What the worker is started with. */
export interface WorkerInit {
  /** URL of the module that exports `handler`. */
  readonly handlerUrl: string;
}

/** From the gateway to the worker: invoke the handler. */
export interface Invocation {
  readonly id: number;
  readonly event: LambdaEvent;
}

/** From the worker to the gateway. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  /** `json` is what the handler returned, in JSON as Lambda passes it on; `null` if it returned nothing. */
  | { readonly kind: 'result'; readonly id: number; readonly json: string | null }
  | { readonly kind: 'error'; readonly id: number };
