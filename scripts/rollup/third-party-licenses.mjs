import { writeFileSync } from 'node:fs';
import license from 'rollup-plugin-license';

/**
 * Most licences ask for their text beside every copy of the code. This writes those of all packages that are in any of the
 * bundles into one file, each text once.
 *
 * @param {import('rollup').RollupOptions[]} bundles
 * @param {string} file
 * @returns {import('rollup').RollupOptions[]} the same bundles; the last of them writes the file
 */
export function withThirdPartyLicenses(bundles, file) {
  /** @type {Map<string, Set<string>>} names of packages by the text of their licence */
  const packagesByText = new Map();

  const collect = (dependencies) => {
    for (const { name, version, license: id, licenseText, author } of dependencies) {
      const text = licenseText?.trim() || `${id}, by ${author?.text() ?? 'its authors'}`;
      packagesByText.set(text, (packagesByText.get(text) ?? new Set()).add(`${name} ${version}`));
    }
  };

  const write = {
    name: 'write-third-party-licenses',
    writeBundle() {
      const sections = [...packagesByText].map(
        ([text, packages]) => `${[...packages].sort().join(', ')}\n\n${text}\n`,
      );
      writeFileSync(file, sections.sort().join(`\n${'-'.repeat(80)}\n\n`));
    },
  };

  return bundles.map((bundle, index) => ({
    ...bundle,
    plugins: [
      ...bundle.plugins,
      license({ thirdParty: collect }),
      ...(index === bundles.length - 1 ? [write] : []),
    ],
  }));
}
