import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';

const { readCommandLine } = await importTypeScript('lambda/dev/commands.ts');

describe('the command line', () => {
  const right = [
    ['dev --port 0', 'dev', '--port 0'],
    ['--port 0 dev', 'dev', '--port 0'],
    ['--https dev', 'dev', '--https'],
    ['--help deploy', 'deploy', '--help'],
    ['--yes -y destroy', 'destroy', '--yes -y'],
    ['deploy --name destroy', 'deploy', '--name destroy'],
    // The value of an option, which would otherwise delete what was to be made.
    ['--name destroy deploy --yes', 'deploy', '--name destroy --yes'],
    ['--name=destroy deploy', 'deploy', '--name=destroy'],
    ['--site dev --dry-run deploy', 'deploy', '--site dev --dry-run'],
    ['--turn cost --no-door deploy', 'deploy', '--turn cost --no-door'],
    // What nobody knows is left to the command, which says so.
    ['--htps dev', 'dev', '--htps'],
  ];
  for (const [line, name, rest] of right) {
    test(`${line}: it is ${name}`, () => {
      const { kind, command, args } = readCommandLine(line.split(' '));
      assert.equal(kind, 'command');
      assert.deepEqual([command.name, args.join(' ')], [name, rest]);
    });
  }

  test('has no command where the only name is a value', () => {
    assert.throws(() => readCommandLine(['--name', 'destroy', '--yes']), /Say what to do/);
    assert.throws(() => readCommandLine(['--port', '0', 'serve']), /Say what to do/);
    assert.equal(readCommandLine(['--name', 'destroy', '--help']).kind, 'overview');
  });
});
