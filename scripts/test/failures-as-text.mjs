const PATH = '/__web-dev-server__web-socket.js';
const CLONE = 'structuredClone(obj)';

/** Runs in the browser. `actual` and `expected` of a failed assertion may be anything. */
function toSendable(message) {
  return JSON.parse(
    JSON.stringify(message, (key, value) => {
      if (key !== 'actual' && key !== 'expected') return value;
      try {
        const copy = structuredClone(value);
        JSON.stringify(copy);
        return copy;
      } catch {
        // A node, for example, or an object that holds itself.
        return value instanceof Element ? value.outerHTML : String(value);
      }
    }),
  );
}

/**
 * For Web Test Runner before 1.0, which needs Node.js 22: a failed assertion about a node, or whatever else can't be
 * cloned, is reported like any other. Else the file that it is in comes to no end, and does not say what has failed
 * (https://github.com/modernweb-dev/web/issues/2967).
 */
export function failuresAsText() {
  return {
    name: 'failures-as-text',
    transform({ path, body }) {
      if (path !== PATH) return undefined;
      if (!body.includes(CLONE))
        throw new Error(`${PATH} has changed: is this plugin still needed?`);
      return { body: `${body.replace(CLONE, 'toSendable(obj)')}\n${toSendable}` };
    },
  };
}
