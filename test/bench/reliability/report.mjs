import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release } from 'node:os';
import { openChromium, openFirefox } from './browsers.mjs';

const DOCUMENT = new URL('../../../docs/reliability.md', import.meta.url);
const BEGIN = '<!-- figures: written by `npm run bench:reliability -- --write` -->';
const END = '<!-- end of figures -->';
const HEAD = ['', 'measured', 'target', ''];

/**
 * The figures of one run.
 *
 * A row has `what`; `measured` or, if the machine can't, `skipped`; `target` and `met` if there is a target; and a
 * `note`.
 */
export class Report {
  #circumstances;
  #arguments;
  #sections = [];

  constructor(circumstances, argumentsOfRun) {
    this.#circumstances = circumstances;
    this.#arguments = argumentsOfRun;
  }

  /** @param {readonly string[]} argumentsOfRun the arguments, besides `--only`, that measure a section again */
  static async create(argumentsOfRun) {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    const browsers = [];
    for (const open of [openChromium, openFirefox]) {
      const browser = await open();
      if (browser === null) continue;
      browsers.push(`${browser.name} ${browser.version}`);
      await browser.close();
    }
    const machine = `${availableParallelism()} × ${cpus()[0].model}`;
    return new Report(
      `p2p-video-call ${version}; ${browsers.join(', ')}, headless; Node ${process.versions.node}; ` +
        `Linux ${release()}; ${machine}`,
      argumentsOfRun,
    );
  }

  get isMet() {
    return this.#sections.every(({ rows }) => rows.every(({ met }) => met !== false));
  }

  /** Runs a section, and keeps its rows, its duration and the machine's load. */
  async measure(section, options) {
    const { name, measures } = section;
    const startedAt = Date.now();
    const [loadBefore] = loadavg();
    const rows = await section.run(options).catch((error) => {
      console.error(error);
      return [{ what: 'the section itself', measured: `failed: ${error.message}`, met: false }];
    });
    const minutes = Math.max(1, Math.round((Date.now() - startedAt) / 60_000));
    const [loadAfter] = loadavg();
    const command = ['npm run bench:reliability -- --only', name, ...this.#arguments].join(' ');
    const circumstances =
      `${new Date().toISOString().slice(0, 10)}, \`${command}\`, ${minutes} min; ${this.#circumstances}; ` +
      `load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} at the end`;
    this.#sections.push({
      name,
      rows,
      text: `### ${name}\n\n${measures}\n\n${tableOf(rows)}\n\n_${circumstances}_`,
    });
    console.log(`\n${this.#sections.at(-1).text}`);
  }

  /**
   * Puts the tables into the document. Sections that were not measured this time stay as they are.
   *
   * @param {readonly string[]} order names of all sections
   */
  write(order) {
    const text = readFileSync(DOCUMENT, 'utf8');
    const [before, rest] = text.split(BEGIN);
    const [present, after] = rest?.split(END) ?? [];
    if (after === undefined)
      throw new Error(`docs/reliability.md has no place for the figures: ${BEGIN} … ${END}`);
    const texts = new Map();
    for (const part of present.split(/^(?=### )/m).map((each) => each.trim()))
      if (part !== '') texts.set(/^### (\S+)/.exec(part)?.[1], part);
    for (const section of this.#sections) texts.set(section.name, section.text);
    const figures = order.filter((name) => texts.has(name)).map((name) => texts.get(name));
    writeFileSync(DOCUMENT, `${before}${BEGIN}\n\n${figures.join('\n\n')}\n\n${END}${after}`);
  }
}

function tableOf(rows) {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)));
  const format = (line) => `| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const notes = rows.filter(({ note }) => note).map(({ what, note }) => `- ${what}: ${note}`);
  const table = [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n');
  return notes.length > 0 ? `${table}\n\n${notes.join('\n')}` : table;
}

function cellsOf({ what, measured, skipped, target, met }) {
  const verdict = met === undefined ? '' : met ? 'met' : '**missed**';
  return [what, skipped === undefined ? measured : `skipped: ${skipped}`, target ?? '', verdict];
}
