// Writes what editors and frameworks know of the element, out of custom-elements.json: into dist, beside the library.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describedElement } from './manifest/described-element.mjs';
import { vsCodeCssData, vsCodeHtmlData, webTypes } from './manifest/editor-data.mjs';
import { reactFile, settingsFile, svelteFile, vueFile } from './manifest/framework-types.mjs';

const ROOT = new URL('../', import.meta.url);
const DIST = new URL('dist/', ROOT);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, ROOT), 'utf8'));
const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

const packageJson = readJson('package.json');
const element = describedElement(readJson('custom-elements.json'), packageJson.name);

/** Each door is the package itself, with types for one framework. */
const DOORS = { react: reactFile, vue: vueFile, svelte: svelteFile };

const files = {
  'vscode.html-custom-data.json': asJson(vsCodeHtmlData(element)),
  'vscode.css-custom-data.json': asJson(vsCodeCssData(element)),
  'web-types.json': asJson(webTypes(element, packageJson)),
  'frameworks/settings.d.ts': settingsFile(element),
};
for (const [name, typesOf] of Object.entries(DOORS)) {
  files[`frameworks/${name}.d.ts`] = typesOf(element);
  files[`frameworks/${name}.js`] = "export * from '../index.js';\n";
}

mkdirSync(new URL('frameworks/', DIST), { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, DIST);
  writeFileSync(
    file,
    await format(text, { ...(await resolveConfig(file)), filepath: file.pathname }),
  );
}
