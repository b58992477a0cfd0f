import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from '../../support/gateway.mjs';
import { REGION, startAwsStandIn } from './support/aws-stand-in.mjs';
import { makePackage } from './support/commands.mjs';

const DIST = fileURLToPath(new URL('../../../../dist', import.meta.url));
/** Nobody is signed in, and nothing on this computer is asked for credentials. */
const NOBODY = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const MAX_DEPLOY_BYTES = 600_000;

/** The built command, in a package with the small template. */
async function makeBuiltPackage(t) {
  const root = await makePackage(t);
  const filter = (source) => !source.endsWith('relay.template.yaml');
  await cp(DIST, join(root, 'dist'), { recursive: true, filter });
  await mkdir(join(root, 'examples'));
  return root;
}

function run(t, root, args, environment = NOBODY) {
  const child = spawn(process.execPath, [join(root, 'dist/cli.mjs'), ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const command = { child, stdout: '', stderr: '' };
  command.exited = once(child, 'close').then(([code]) => code);
  child.stdout.on('data', (data) => (command.stdout += data));
  child.stderr.on('data', (data) => (command.stderr += data));
  t.after(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await command.exited;
  });
  return command;
}

const signedIn = (aws) => ({
  ...NOBODY,
  AWS_ENDPOINT_URL: aws.url,
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_REGION: REGION,
});

describe('the built command', () => {
  test('has deploy and destroy in its overview, each with its own help', async (t) => {
    const root = await makeBuiltPackage(t);
    const overview = run(t, root, ['--help']);
    assert.equal(await overview.exited, 0);
    assert.match(overview.stdout, /^ {2}dev .*\n {2}deploy .*\n {2}destroy /m);
    for (const name of ['deploy', 'destroy']) {
      const help = run(t, root, [name, '--help']);
      assert.equal(await help.exited, 0);
      assert.match(help.stdout, new RegExp(`^Usage: p2p-video-call ${name} `));
      assert.equal(help.stderr, '');
      const wrong = run(t, root, [name, '--what']);
      assert.equal(await wrong.exited, 2);
      assert.match(wrong.stderr, new RegExp(`^p2p-video-call: .*--what.*${name} --help`));
    }
  });

  test('loads the AWS SDK for deploy only', async (t) => {
    const root = await makeBuiltPackage(t);
    const file = join(root, 'dist/deploy.mjs');
    const { size } = await stat(file);
    assert.ok(size < MAX_DEPLOY_BYTES, `${size} bytes`);
    await rm(file);
    // The gateway reads the real one.
    await cp(join(DIST, 'relay.template.yaml'), join(root, 'dist/relay.template.yaml'));
    const dev = run(t, root, ['dev', '--port', '0']);
    await until(() => dev.stdout.includes('Ready: ') || dev.child.exitCode !== null);
    assert.equal(dev.child.exitCode, null, dev.stderr);
    const deploy = run(t, root, ['deploy', '--help']);
    assert.equal(await deploy.exited, 1);
    assert.match(deploy.stderr, /deploy\.mjs/);
  });

  test('knows `aws login`, SSO and profiles', async () => {
    const bundle = await readFile(join(DIST, 'deploy.mjs'), 'utf8');
    for (const setting of ['login_session', 'sso_session', 'role_arn', 'credential_process']) {
      assert.ok(bundle.includes(setting), setting);
    }
  });

  test('says how to sign in', async (t) => {
    const root = await makeBuiltPackage(t);
    for (const name of ['deploy', 'destroy']) {
      const command = run(t, root, [name, '--region', REGION, '--yes']);
      assert.equal(await command.exited, 1);
      assert.match(
        command.stderr,
        /^p2p-video-call: You are not signed in to AWS\. Sign in in one/,
      );
      assert.ok(!command.stderr.includes('    at '), command.stderr);
      assert.ok(!command.stderr.includes('Warning'), command.stderr);
      assert.equal(command.stdout, '');
    }
  });

  test('asks for the region', async (t) => {
    const root = await makeBuiltPackage(t);
    const command = run(t, root, ['deploy']);
    assert.equal(await command.exited, 1);
    assert.match(command.stderr, /^p2p-video-call: Which region\?/);
  });

  test('wants --yes where it can ask nobody, and leaves nothing behind', async (t) => {
    const aws = await startAwsStandIn(t);
    const root = await makeBuiltPackage(t);
    const command = run(t, root, ['deploy'], signedIn(aws));
    assert.equal(await command.exited, 1);
    assert.match(
      command.stderr,
      /can't be asked, since this is no terminal\. Nothing was changed\. .*--dry-run/,
    );
    assert.equal(aws.callsOf('ExecuteChangeSet').length, 0);
    assert.deepEqual([aws.changeSets, aws.stacks.size], [[], 0]);

    aws.addStack('p2p-video-call', { status: 'CREATE_COMPLETE', role: 'relay' });
    const destroy = run(t, root, ['destroy'], signedIn(aws));
    assert.equal(await destroy.exited, 1);
    // It has no --dry-run.
    assert.match(destroy.stderr, /no terminal\. Nothing was changed\. If all .*, give --yes\.$/m);
    assert.equal(aws.stacks.size, 1);
  });

  test('ends at Ctrl-C, and says that AWS goes on', async (t) => {
    const aws = await startAwsStandIn(t);
    const root = await makeBuiltPackage(t);
    const command = run(t, root, ['deploy', '--yes'], signedIn(aws));
    await until(
      () => aws.callsOf('ExecuteChangeSet').length > 0 || command.child.exitCode !== null,
    );
    command.child.kill('SIGINT');
    assert.equal(await command.exited, 130);
    assert.match(command.stderr, /^p2p-video-call: Interrupted\. What AWS has begun goes on/);
  });
});
