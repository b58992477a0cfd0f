import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CommandError } from '../../command-error.js';

/** A file of the site. */
export interface SiteFile {
  /** Its path on the site, without a slash in front. */
  readonly key: string;
  /** Where it is on this computer. */
  readonly path: string;
}

const HOME = 'index.html';
/** The one folder with a dot that is meant for the web (RFC 8615). */
const WELL_KNOWN = '.well-known';

/**
 * Lists the files of a folder that are to be put on the web. What begins with a dot is left out (`.git`, `.env`,
 * `.DS_Store`), and so are symbolic links, which may lead anywhere.
 *
 * @throws {CommandError} if it is no folder, or has no `index.html`
 */
export function readSite(folder: string): readonly SiteFile[] {
  let files: SiteFile[];
  try {
    if (!statSync(folder).isDirectory()) throw new CommandError(`--site ${folder} is no folder.`);
    files = list(folder, folder);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new CommandError(`--site ${folder} can't be read: ${problem}`, { cause: error });
  }
  if (files.some(({ key }) => key === HOME)) return files;
  throw new CommandError(`--site ${folder} has no ${HOME}, so nobody would see anything.`);
}

export function readSiteFile(file: SiteFile): Buffer {
  return readFileSync(file.path);
}

function list(root: string, folder: string): SiteFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') && entry.name !== WELL_KNOWN) return [];
    if (entry.isDirectory()) return list(root, path);
    if (!entry.isFile()) return [];
    return [{ key: relative(root, path).split(sep).join('/'), path }];
  });
}
