import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
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
  const deploy = () => runCommand('deploy', ['--site', folder], { packageRoot });
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

  test('shows the relay, which runs, also where the site fails', async (t) => {
    const { aws, deploy } = await start(t);
    aws.site.refusals.set('PutObject', new AwsRefusal('AccessDenied', 'Access Denied', 403));
    const { error, text } = await deploy();
    assert.match(error.message, /Permission is missing/);
    assert.match(text, /The relay: wss:/);
    assert.match(text, /<p2p-video-call endpoint="x">/);
  });
});
