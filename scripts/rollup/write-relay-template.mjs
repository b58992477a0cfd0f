import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isPair, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { inlineFunction, pack } from './inline-function.mjs';

/** CloudFormation takes no larger template than this without a bucket. */
const MAX_TEMPLATE_BYTES = 51_200;
/** How many levels have lines of their own: sections, their entries, what is in these. All below is written in one line. */
const BLOCK_LEVELS = 2;

/**
 * For Rollup: writes the template with the functions in it, small enough to need no bucket: without comments, and with little
 * white space.
 *
 * @param {{template: string, version: string, output: string}} files `version` is that of the package, for the tag to paste
 */
export function writeRelayTemplate({ template, version, output }) {
  return {
    name: 'write-relay-template',
    buildStart() {
      this.addWatchFile(template);
    },
    async writeBundle() {
      const source = parse(await readFile(template, 'utf8'), template);
      await putFunctionsIn(source);
      const text = compact(source).replaceAll('@VERSION/', `@${version}/`);
      // What was written is what CloudFormation reads.
      const read = parse(text, output);
      if (!isDeepStrictEqual(contentOf(read, ''), contentOf(source, version))) {
        throw new Error(`${output} does not say what ${template} says.`);
      }
      const bytes = Buffer.byteLength(text);
      if (bytes > MAX_TEMPLATE_BYTES) {
        throw new Error(`${output} has ${bytes} bytes; the limit is ${MAX_TEMPLATE_BYTES}.`);
      }
      await writeFile(output, text);
    },
  };
}

function parse(text, file) {
  // The parser warns of each of CloudFormation's tags, and leaves them as they are.
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  return document;
}

/** Where the source says `ZipFile: path/of/function.ts`, or `packed path/of/function.ts`, its bundle takes the place of that. */
async function putFunctionsIn(document) {
  const places = [];
  visit(document, {
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === 'ZipFile') places.push(pair);
    },
  });
  for (const pair of places) {
    const [, packed, entry] = /^(packed )?(\S+\.ts)$/.exec(pair.value.value);
    const code = await inlineFunction(entry);
    pair.value = new Scalar(packed ? pack(code) : code);
    pair.value.type = Scalar.BLOCK_LITERAL;
  }
}

function compact(document) {
  document.commentBefore = null;
  document.comment = null;
  visit(document, {
    Node: (_, node, path) => {
      delete node.commentBefore;
      delete node.comment;
      delete node.spaceBefore;
      if (isCollection(node)) node.flow = levelOf(path) > BLOCK_LEVELS && !holdsCode(node);
    },
  });
  return document.toString({ indent: 1, lineWidth: 0, flowCollectionPadding: false });
}

const levelOf = (path) => path.filter(isCollection).length;

/** A text of many lines can't stand in a line. */
function holdsCode(node) {
  return (
    isMap(node) &&
    node.items.some(({ value }) => value?.type === Scalar.BLOCK_LITERAL || holdsCode(value))
  );
}

/** Everything that has a meaning, to compare: values, and the tags that name CloudFormation's functions. */
function contentOf(node, version) {
  if (node === null || node === undefined) return null;
  if (isPair(node)) return [contentOf(node.key, version), contentOf(node.value, version)];
  if (isCollection(node))
    return { tag: node.tag, items: node.items.map((item) => contentOf(item, version)) };
  if (!isScalar(node)) return contentOf(node.contents, version);
  const { value, tag } = node;
  return {
    tag,
    value:
      version && typeof value === 'string' ? value.replaceAll('@VERSION/', `@${version}/`) : value,
  };
}
