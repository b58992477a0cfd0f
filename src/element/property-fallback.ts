import type { PropertyDeclaration } from 'lit';

/** A property of the element. */
export interface ElementProperty extends PropertyDeclaration {
  /** What it is while nothing is given for it; where there is none, an accessor of its own sees to that. */
  readonly fallback?: string | boolean | null;
}

/**
 * Defines accessors that take what frameworks set: `undefined` and `null` for what is not given, and texts where the
 * page's author wrote an attribute, so that `audio="off"` and `preview=""` mean the same either way. Lit builds on them.
 */
export function defineWithFallbacks(
  prototype: object,
  properties: Readonly<Record<string, ElementProperty>>,
): void {
  for (const [name, { fallback }] of Object.entries(properties)) {
    if (fallback === undefined) continue;
    const values = new WeakMap<object, unknown>();
    Object.defineProperty(prototype, name, {
      get(this: object) {
        return values.get(this) ?? fallback;
      },
      set(this: object, value: unknown) {
        const isSwitch = typeof fallback === 'boolean' && typeof value === 'string';
        values.set(this, isSwitch ? value !== 'off' : value);
      },
      configurable: true,
    });
  }
}
