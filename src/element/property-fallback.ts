import type { PropertyDeclaration } from 'lit';

/** A property of the element. */
export interface ElementProperty extends PropertyDeclaration {
  /**
   * Its value when it is set to `undefined` or `null`, or never set. Properties with accessors of their own have none.
   */
  readonly fallback?: string | boolean | null;
}

const OFF = ['off', 'false'];

/**
 * Defines accessors, which Lit then extends. They treat `undefined` and `null` as "not given", and strings as if they
 * were attribute values: some frameworks set properties where the page says `audio="off"` or `preview=""`. `false` is off, too:
 * Vue writes `auto-answer="false"` for `:auto-answer="false"`, and nobody means by it that every call is answered.
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
        values.set(this, isSwitch ? !OFF.includes(value) : value);
      },
      configurable: true,
    });
  }
}

/** `lang` as in HTML, except that `undefined` and `null` remove it. HTML would make them languages of these names. */
export const langAccessor: PropertyDescriptor & ThisType<HTMLElement> = {
  get() {
    return this.getAttribute('lang') ?? '';
  },
  set(value: string | null | undefined) {
    if (value == null) this.removeAttribute('lang');
    else this.setAttribute('lang', value);
  },
  configurable: true,
};
