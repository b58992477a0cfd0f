/** As in ` * @attr {"off"} audio - …`. */
const DOCUMENTED_ATTRIBUTE = /@attr \{(.+?)\} ([\w-]+)/g;

/**
 * For the analyzer: an attribute takes what its `@attr` line says. The analyzer puts the type of the property there, of
 * which markup can't have all: `audio` may be constraints as a property, and nothing but `off` as an attribute.
 */
export function documentedAttributes() {
  const types = new Map();
  return {
    name: 'documented-attributes',
    analyzePhase({ ts, node }) {
      if (!ts.isClassDeclaration(node) || node.name === undefined) return;
      const text = (node.jsDoc ?? []).map((comment) => comment.getText()).join('\n');
      const found = [...text.matchAll(DOCUMENTED_ATTRIBUTE)];
      types.set(node.name.text, new Map(found.map(([, type, name]) => [name, type])));
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const { declarations } of customElementsManifest.modules) {
        for (const { name, attributes = [] } of declarations ?? []) {
          for (const attribute of attributes) {
            const text = types.get(name)?.get(attribute.name);
            if (text !== undefined) attribute.type = { text };
          }
        }
      }
    },
  };
}
