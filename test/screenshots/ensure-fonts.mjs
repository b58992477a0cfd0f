// Fonts for the languages of the pictures: without them a browser draws boxes. On a bare Debian or Ubuntu machine (CI as
// root) they are installed.
import { spawnSync } from 'node:child_process';

const PACKAGES = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji', 'fontconfig'];

const hasFontFor = (language) =>
  (spawnSync('fc-list', [`:lang=${language}`], { encoding: 'utf8' }).stdout ?? '').trim() !== '';

export function ensureFonts(languages = ['en', 'ko', 'ar']) {
  if (languages.every(hasFontFor)) return;
  if (process.getuid?.() === 0) {
    const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '--yes', '--no-install-recommends', ...PACKAGES);
  }
  const missing = languages.filter((language) => !hasFontFor(language));
  if (missing.length > 0) {
    throw new Error(
      `There is no font for ${missing.join(', ')}. Install Noto Sans and Noto Sans CJK.`,
    );
  }
}
