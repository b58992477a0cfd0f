/**
 * For Rollup: lets a file that could not be fetched be fetched later. A document of Firefox never asks again for a module
 * that has failed (measured in 153; https://github.com/whatwg/html/issues/6768), so after a failure the address is another
 * one: it gets a query. Chromium asks again in any case. The addresses stay in the `import()`s, for whatever reads them there.
 *
 * Not on a page whose import map has the hashes of the files: there, none would be checked under another address. A page
 * that allows scripts by their exact addresses does not allow that one.
 */
export function importAgain() {
  return {
    name: 'import-again',
    renderDynamicImport: () => ({ left: `${NAME}(() => import(`, right: '))' }),
    renderChunk: (code) =>
      code.includes(`${NAME}(`) ? { code: FUNCTION + code, map: null } : null,
  };
}

const NAME = '__importAgain';

/**
 * Notes the failures of each file, as the document does. The address is read in the text of the function that imports it: given
 * once more it would cost the first load 150 bytes.
 */
const FUNCTION = `
const __failed = {};
const ${NAME} = async (load) => {
  const [path] = /\\.\\/[\\w.-]+/.exec(load);
  try {
    return await (__failed[path] ? import(path + '?' + __failed[path]) : load());
  } catch (error) {
    const maps = [...document.querySelectorAll('script[type=importmap]')];
    if (!maps.some(({ text }) => /integrity/.test(text))) __failed[path] = Date.now();
    throw error;
  }
};
`;
