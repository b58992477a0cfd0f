import { documentedAttributes } from './scripts/manifest/documented-attributes.mjs';

/** The manifest describes what ships: built files, the elements in them, and only what users may touch. */
function describePublishedElements() {
  const isElement = (declaration) => declaration.customElement === true;
  const isDefinition = ({ kind }) => kind === 'custom-element-definition';

  const keepElements = (module) => {
    const elements = (module.declarations ?? []).filter(isElement);
    for (const element of elements) {
      element.members = element.members?.filter(({ privacy }) => privacy !== 'private');
    }
    const names = new Set(elements.map(({ name }) => name));
    return {
      ...module,
      declarations: elements,
      exports: (module.exports ?? []).filter((item) => names.has(item.name) || isDefinition(item)),
    };
  };

  const publishedPath = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
  const rewritePaths = (value) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const isPath = (key === 'path' || key === 'module') && typeof inner === 'string';
      if (isPath) value[key] = publishedPath(inner);
      else rewritePaths(inner);
    }
  };

  return {
    name: 'describe-published-elements',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules
        .map(keepElements)
        .filter((module) => module.exports.length > 0);
      rewritePaths(customElementsManifest);
    },
  };
}

export default {
  globs: ['src/element/**/*.ts'],
  outdir: '.',
  litelement: true,
  // package.json points to the manifest already
  packagejson: false,
  quiet: true,
  plugins: [documentedAttributes(), describePublishedElements()],
};
