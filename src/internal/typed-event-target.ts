/** Maps each event name of a target to the `Event` subclass that carries it. */
export type EventMap<Events> = { [Name in keyof Events]: Event };

export type TypedEventListener<E extends Event> =
  ((event: E) => void) | { handleEvent(event: E): void };

/** The platform's `EventTarget`, except that an unknown event name is a compile error. */
export interface TypedEventTarget<Events extends EventMap<Events>> extends EventTarget {
  addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedEventListener<Events[Name]> | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedEventListener<Events[Name]> | null,
    options?: boolean | EventListenerOptions,
  ): void;
  dispatchEvent(event: Events[keyof Events]): boolean;
}

// The cast changes the type alone: at run time this is `EventTarget` itself, with `once`, `signal` and all.
export const TypedEventTarget = EventTarget as new <
  Events extends EventMap<Events>,
>() => TypedEventTarget<Events>;
