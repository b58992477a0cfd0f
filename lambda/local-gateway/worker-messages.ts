import type { AuthorizerEvent, LambdaEvent } from './lambda-event.js';

/** What the worker is started with. */
export interface WorkerInit {
  /** URL of the module that exports `handler`. */
  readonly handlerUrl: string;
}

/** From the gateway to the worker: invoke the handler. */
export interface Invocation {
  readonly id: number;
  readonly event: LambdaEvent | AuthorizerEvent;
}

/** From the worker to the gateway. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  /** `json` is the handler's result as JSON, which is how Lambda passes it on; `null` if there is none. */
  | { readonly kind: 'result'; readonly id: number; readonly json: string | null }
  | { readonly kind: 'error'; readonly id: number; readonly message: string };
