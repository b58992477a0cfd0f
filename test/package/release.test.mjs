import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';

const WORKFLOW = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
const lines = WORKFLOW.split('\n').filter((line) => !/^\s*#/.test(line));
const valuesOf = (key) =>
  lines
    .map((line) => new RegExp(`^\\s*(?:- )?${key}: (.*)$`).exec(line)?.[1])
    .filter((value) => value !== undefined);

/** The lines of one job. */
function job(name) {
  const [, rest] = WORKFLOW.split(`\n  ${name}:\n`);
  return rest.split(/\n {2}\w+:\n/)[0];
}

describe('the release workflow', () => {
  it('starts at tags of versions, and nothing else', () => {
    assert.match(WORKFLOW, /\non:\n {2}push:\n {4}tags: \['v\*'\]\n\n/);
  });

  it('checks and tests before it publishes', () => {
    const commands = valuesOf('run');
    const expected = ['scripts/check-release', 'npm ci', 'npm run check', 'npm test', 'npm pack'];
    const order = [...expected, 'npm publish'].map((start) =>
      commands.findIndex((command) => command.includes(start)),
    );
    assert.deepEqual(order, [...commands.keys()]);
    assert.match(job('publish'), /^ {4}needs: check$/m);
    assert.match(commands.at(-1), /--provenance --access public --ignore-scripts$/);
  });

  it('may read the code in one job, and prove who it is in the other', () => {
    assert.match(WORKFLOW, /\npermissions: \{\}\n/);
    const permissions = (name) => /permissions:\n((?: {6}\S.*\n)+)/.exec(job(name))[1].trim();
    assert.equal(permissions('check'), 'contents: read');
    assert.equal(permissions('publish'), 'id-token: write');
    assert.match(job('check'), /persist-credentials: false/);
  });

  it('pins each action by its commit, and says which version that is', () => {
    const actions = valuesOf('uses');
    assert.ok(actions.length > 0);
    for (const action of actions)
      assert.match(action, /^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('uses no secret, and puts nothing from outside into a command', () => {
    assert.doesNotMatch(lines.join('\n'), /secrets|\$\{\{/);
  });
});

describe('check-release', () => {
  function check(manifest, ...args) {
    const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-release-'));
    try {
      mkdirSync(join(folder, 'scripts'));
      cpSync(join(ROOT, 'scripts/check-release.mjs'), join(folder, 'scripts/check-release.mjs'));
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
      const script = join(folder, 'scripts/check-release.mjs');
      const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
        encoding: 'utf8',
      });
      return { status, stderr };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('wants the tag to be the version', () => {
    const manifest = { version: '1.2.3', repository: 'github:me/calls' };
    assert.deepEqual(check(manifest, 'v1.2.3', 'me/calls'), { status: 0, stderr: '' });
    for (const tag of ['v1.2.4', '1.2.3', 'v1.2.3-beta.1', 'v']) {
      const { status, stderr } = check(manifest, tag, 'me/calls');
      assert.equal(status, 1, tag);
      assert.match(stderr, /package\.json is 1\.2\.3/);
    }
  });

  it('wants package.json to name the repository', () => {
    const addresses = [
      'me/calls',
      'github:me/calls',
      'https://github.com/me/calls',
      'git+https://github.com/me/calls.git',
      'git@github.com:me/calls.git',
      { type: 'git', url: 'git+https://github.com/me/calls.git' },
    ];
    for (const repository of addresses) {
      const { status } = check({ version: '1.2.3', repository }, 'v1.2.3', 'me/calls');
      assert.equal(status, 0, JSON.stringify(repository));
    }
    for (const repository of [undefined, 'you/calls', 'https://github.com/me/other', {}]) {
      const { status, stderr } = check({ version: '1.2.3', repository }, 'v1.2.3', 'me/calls');
      assert.equal(status, 1, JSON.stringify(repository));
      assert.match(stderr, /"repository" in package\.json must name me\/calls/);
    }
  });
});
