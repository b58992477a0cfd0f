import { transformSync } from 'esbuild';

const MINIFIERS = {
  css: (text) =>
    transformSync(text, { loader: 'css', minify: true })
      .code.trim()
      // esbuild leaves custom properties as they are.
      .replace(/([:,]) /g, '$1'),
  // No white space is left beside tags. None is seen there: the element lays everything out with grid and flex.
  html: (text) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/ ?([<>]) ?/g, '$1')
      .replace(/="([\w-]+)"/g, '=$1'),
};

function* nodesOf(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') yield node;
  for (const child of Object.values(node)) yield* nodesOf(child);
}

/** For Rollup: minifies Lit's html templates, and css templates that have no expressions in them. */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (id.includes('node_modules')) return null;
      const pieces = [];
      for (const node of nodesOf(this.parse(code))) {
        const minify = node.type === 'TaggedTemplateExpression' && MINIFIERS[node.tag.name];
        if (!minify) continue;
        for (const { start, end } of node.quasi.quasis) pieces.push({ start, end, minify });
      }
      // From the end, so that the places further up stay where they are.
      pieces.sort((a, b) => b.start - a.start);
      const minified = pieces.reduce(
        (text, { start, end, minify }) =>
          text.slice(0, start) + minify(text.slice(start, end)) + text.slice(end),
        code,
      );
      return { code: minified, map: null };
    },
  };
}
