import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * For Rollup: writes `cdn.html` beside the files for a script tag, with the hash of each, so that a browser runs nothing
 * else that a CDN may send. To be given to the build of every one of them; the last one writes the page.
 *
 * The script tag can hold the hash of its own file only. Those that this file fetches later are named in an import map,
 * which Chrome 127, Safari 18 and Firefox 138 understand; older browsers load them unchecked.
 *
 * @see https://html.spec.whatwg.org/multipage/webappapis.html#integrity-metadata
 * @param {{url: string, entry: string, fetched: readonly string[]}} cdn where the files will be, and their names
 */
export function writeCdnPage({ url, entry, fetched }) {
  const files = [entry, ...fetched];
  const hashes = new Map();
  return {
    name: 'write-cdn-page',
    async writeBundle({ file }) {
      hashes.set(basename(file), await integrityOf(file));
      if (!files.every((name) => hashes.has(name))) return;
      const integrity = Object.fromEntries(
        files.map((name) => [`${url}/${name}`, hashes.get(name)]),
      );
      await writeFile(join(dirname(file), 'cdn.html'), page(`${url}/${entry}`, integrity));
    },
  };
}

async function integrityOf(file) {
  const hash = createHash('sha384').update(await readFile(file));
  return `sha384-${hash.digest('base64')}`;
}

const page = (source, integrity) => `\
<!-- Copy this into your page. The import map comes before the first script of type "module". -->
<script type="importmap">
${JSON.stringify({ integrity }, null, 2)}
</script>
<script
  type="module"
  src="${source}"
  integrity="${integrity[source]}"
  crossorigin="anonymous"
></script>
<p2p-video-call endpoint="wss://abc123.execute-api.eu-central-1.amazonaws.com/prod"></p2p-video-call>
`;
