import sinon from 'sinon';

/** A storage of the test's own: test files that run at the same time share the browser's. Put back by `sinon.restore()`. */
export class OwnStorage {
  readonly #values = new Map<string, string>();
  /** As where the browser forbids it. */
  isForbidden = false;

  constructor() {
    const values = this.#values;
    sinon.stub(Storage.prototype, 'getItem').callsFake((key) => values.get(key) ?? null);
    sinon.stub(Storage.prototype, 'removeItem').callsFake((key) => void values.delete(key));
    sinon.stub(Storage.prototype, 'setItem').callsFake((key, value) => {
      if (this.isForbidden) throw new DOMException('Forbidden.', 'SecurityError');
      values.set(key, value);
    });
  }
}
