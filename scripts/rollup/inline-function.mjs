import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

/** The runtime of the template, which brings the AWS SDK with it. */
const RUNTIME_TARGET = 'node24';
const FROM_THE_RUNTIME = ['@aws-sdk/*'];

/** What YAML, and each of the programs that a template passes through, leaves as it is. */
const PRINTABLE = /^[\x20-\x7e\n]*$/;

/**
 * Bundles a Lambda function into one text for `Code.ZipFile`, which becomes the file `index.js`: CommonJS, the only kind that
 * CloudFormation can make of a text. It exports what the source exports.
 *
 * Modules that the source loads by `import()` are run when they are asked for, with what they `require`. Rollup, which
 * builds everything else, would run them at the start.
 *
 * @param {string} entry the TypeScript file
 */
export async function inlineFunction(entry) {
  const { outputFiles, warnings } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: RUNTIME_TARGET,
    external: FROM_THE_RUNTIME,
    // The SDK lies in NODE_PATH, where only `require` looks.
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(`esbuild: ${warnings[0].text}`);
  const code = outputFiles[0].text.trim();
  if (!PRINTABLE.test(code)) {
    throw new Error(`${entry}: the bundle has characters that YAML may change.`);
  }
  return code;
}

/**
 * The same function in less than half of the text: compressed, and unpacked when Lambda starts it, in about a millisecond.
 *
 * @param {string} code what `inlineFunction` gave
 */
export function pack(code) {
  const packed = brotliCompressSync(code, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: code.length,
    },
  });
  const unpack = `require("node:zlib").brotliDecompressSync(Buffer.from("${packed.toString('base64')}","base64"))`;
  return `module._compile(${unpack}.toString(),__filename)`;
}
