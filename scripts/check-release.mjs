// Stops a release that would go wrong at its end: node scripts/check-release.mjs <tag> <owner>/<repository>
import { readFileSync } from 'node:fs';

const [tag, repository] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** `owner/name`, from any of the forms in which npm takes the address of a repository on GitHub. */
function repositoryOf({ repository: field }) {
  const address = typeof field === 'string' ? field : (field?.url ?? '');
  return /^(?:github:|.*github\.com[/:])?([^/:]+\/[^/]+?)(?:\.git)?$/.exec(address)?.[1] ?? null;
}

function problem() {
  if (tag !== `v${manifest.version}`) {
    return `The tag is ${tag}, but the version in package.json is ${manifest.version}: they must be the same.`;
  }
  // npm refuses the provenance of a package that does not name the repository it comes from.
  if (repositoryOf(manifest) !== repository) {
    return `"repository" in package.json must name ${repository}: see "Releases" in CONTRIBUTING.md.`;
  }
  return null;
}

const message = problem();
if (message !== null) {
  console.error(message);
  process.exitCode = 1;
}
