const MINIFIERS = {
  css: (text) =>
    text
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .replace(/: /g, ':')
      .replace(/;}/g, '}'),
  // One space stays: between inline elements it is visible.
  html: (text) => text.replace(/\s+/g, ' '),
  svg: (text) => text.replace(/\s+/g, ' '),
};

function* nodesOf(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') yield node;
  for (const child of Object.values(node)) yield* nodesOf(child);
}

/** For Rollup: takes the line breaks and comments out of Lit's css, html and svg templates. */
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
