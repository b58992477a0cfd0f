import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AwsRefusal, startAwsStandIn } from './support/aws-stand-in.mjs';
import { makePackage, runCommand } from './support/commands.mjs';

const RELAY = { Endpoint: 'wss://a.example/prod', Tag: '<p2p-video-call endpoint="x">' };
const SITE = { Url: 'https://site.example/', Bucket: 'files', DistributionId: 'D1' };

/** An account where both stacks are there and as they should be, and a folder with a page. */
async function start(t) {
  const aws = await startAwsStandIn(t);
  aws.addStack('p2p-video-call', { status: 'CREATE_COMPLETE', role: 'relay', outputs: RELAY });
  aws.addStack('p2p-video-call-site', { status: 'CREATE_COMPLETE', role: 'site', outputs: SITE });
  aws.changeSetFailure = 'No updates are to be performed.';
  aws.site.buckets.set('files', new Map());
  const packageRoot = await makePackage(t);
  const folder = join(packageRoot, 'web');
  await mkdir(folder);
  await writeFile(join(folder, 'index.html'), 'first');
  const deploy = (onSay) => runCommand('deploy', ['--site', folder], { packageRoot, onSay });
  return { aws, folder, packageRoot, deploy };
}

describe('p2p-video-call deploy --site', () => {
  test('shows the relay, puts the files into the bucket, and shows the site', async (t) => {
    const { aws, deploy } = await start(t);
    const { error, lines } = await deploy();
    assert.equal(error, null);
    assert.deepEqual(lines.slice(3), [
      '\nThe relay: wss://a.example/prod',
      'Paste this into your page:\n\n<p2p-video-call endpoint="x">\n',
      '  upload    index.html',
      'Site: 1 uploaded, 0 deleted, 0 unchanged.',
      'The site: https://site.example/',
    ]);
    assert.deepEqual([...aws.site.buckets.get('files')], [['index.html', 'first']]);
  });

  test('says once what a month costs', async (t) => {
    const { aws, folder, packageRoot } = await start(t);
    aws.stacks.clear();
    aws.changeSetFailure = null;
    aws.changes = [{ Action: 'Add', LogicalResourceId: 'A', ResourceType: 'AWS::IAM::Role' }];
    const args = ['--site', folder, '--dry-run'];
    const { error, lines } = await runCommand('deploy', args, { packageRoot });
    assert.equal(error, null);
    assert.equal(lines.filter((line) => line.startsWith('It costs')).length, 1);
    assert.deepEqual([aws.changeSets, aws.stacks.size], [[], 0]);
  });

  test('tries to discard both change sets, also if that fails with the first', async (t) => {
    const { aws, folder, packageRoot } = await start(t);
    aws.changeSetFailure = null;
    aws.changes = [{ Action: 'Add', LogicalResourceId: 'A', ResourceType: 'AWS::IAM::Role' }];
    aws.refusals.set('DeleteChangeSet', new AwsRefusal('Throttling', 'Slower'));
    const { error } = await runCommand('deploy', ['--site', folder], {
      packageRoot,
      answers: [false],
    });
    assert.match(error.message, /^Nothing was changed/);
    const discarded = aws.callsOf('DeleteChangeSet').map((call) => call.ChangeSetName);
    assert.deepEqual(new Set(discarded), new Set(aws.changeSets));
  });

  test('shows the relay, which runs, also where the site fails', async (t) => {
    const { aws, deploy } = await start(t);
    aws.site.refusals.set('PutObject', new AwsRefusal('AccessDenied', 'Access Denied', 403));
    const { error, text } = await deploy();
    assert.match(error.message, /Permission is missing/);
    assert.match(text, /The relay: wss:/);
    assert.match(text, /<p2p-video-call endpoint="x">/);
  });

  test('tells CloudFront of what has changed, and of nothing else', async (t) => {
    const { aws, folder, deploy } = await start(t);
    const invalidationsAfter = async (change) => {
      await change();
      assert.equal((await deploy()).error, null);
      return aws.site.invalidations;
    };
    const write = (file) => () => writeFile(join(folder, file), 'changed');
    assert.equal(await invalidationsAfter(() => {}), 0, 'the first time');
    assert.equal(await invalidationsAfter(() => {}), 0);
    assert.equal(await invalidationsAfter(write('index.html')), 1);
    assert.equal(await invalidationsAfter(write('new.html')), 2);
    assert.equal(await invalidationsAfter(() => rm(join(folder, 'new.html'))), 3);
    assert.equal(await invalidationsAfter(() => {}), 3);
    assert.deepEqual([...aws.site.buckets.get('files').keys()], ['index.html']);
  });

  test('makes up for it if CloudFront could not be told', async (t) => {
    const { aws, folder, deploy } = await start(t);
    await deploy();
    await writeFile(join(folder, 'index.html'), 'second');
    aws.site.refusals.set('CreateInvalidation', new AwsRefusal('AccessDenied', 'No', 403));
    const refused = await deploy();
    assert.match(refused.error.message, /Permission is missing/);
    assert.match(refused.text, /1 uploaded/);
    aws.site.refusals.clear();
    const again = await deploy();
    assert.equal(again.error, null);
    assert.match(again.text, /0 uploaded, 0 deleted, 1 unchanged/);
    assert.match(again.text, /CloudFront is told/);
    await deploy();
    assert.equal(aws.site.invalidations, 1);
    assert.deepEqual([...aws.site.buckets.get('files').keys()], ['index.html']);
  });

  test('makes up for it if it was interrupted before', async (t) => {
    const { aws, folder, deploy } = await start(t);
    await deploy();
    await writeFile(join(folder, 'index.html'), 'second');
    const interrupt = (line) => line.includes('upload ') && process.emit('SIGINT', 'SIGINT');
    assert.equal((await deploy(interrupt)).error.exitCode, 130);
    assert.equal(aws.site.buckets.get('files').get('index.html'), 'second');
    assert.equal((await deploy()).error, null);
    assert.equal(aws.site.invalidations, 1);
  });
});
