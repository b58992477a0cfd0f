// Against moto's server, where Python has it. What its CloudFormation lacks is left out of the templates here: WebSocket
// APIs and CloudFront. It also forgets the outputs of a stack that was made by a change set, so the site's stack is made
// otherwise. What it has is real enough: functions, roles, log groups, tables, buckets and what is in them.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CloudFormationClient,
  CreateStackCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { hasMoto, startMoto } from '../../../support/moto.mjs';
import { REGION, useAws } from './support/aws-stand-in.mjs';
import { makePackage, runCommand } from './support/commands.mjs';

/** Made by the build. */
const PACKAGED = fileURLToPath(new URL('../../../../dist/relay.template.yaml', import.meta.url));
const clientOptions = { region: REGION };

/** A bucket without CloudFront in front of it, and the id of a distribution that was made otherwise. */
const siteTemplate = (distribution) => `
Resources:
  Bucket: { Type: AWS::S3::Bucket }
Outputs:
  Url: { Value: https://site.example/ }
  Bucket: { Value: !Ref Bucket }
  DistributionId: { Value: ${distribution} }
`;

async function makeDistribution() {
  const { Distribution } = await new CloudFrontClient(clientOptions).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: 'test',
        Comment: 'test',
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: 'bucket',
              DomainName: 'bucket.s3.amazonaws.com',
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: 'bucket',
          ViewerProtocolPolicy: 'redirect-to-https',
        },
      },
    }),
  );
  return Distribution.Id;
}

async function resourcesOf(stack) {
  const { StackResourceSummaries } = await new CloudFormationClient(clientOptions).send(
    new ListStackResourcesCommand({ StackName: stack }),
  );
  return StackResourceSummaries;
}

function defineTests() {
  let moto;
  before(async () => {
    moto = await startMoto();
    useAws(moto.url);
  });
  after(() => moto.stop());

  test('deploys, has nothing to change, changes, and destroys', async (t) => {
    const packageRoot = await makePackage(t);
    const dynamoDb = new DynamoDBClient(clientOptions);
    const run = (name, args, answers) => runCommand(name, args, { packageRoot, answers });

    const dry = await run('deploy', ['--dry-run'], []);
    assert.equal(dry.error, null);
    assert.match(
      dry.text,
      /To be made:\n {2}log group\n {2}role\n {2}function\n {2}table of rooms/,
    );

    const created = await run('deploy', [], [true]);
    assert.equal(created.error, null);
    assert.deepEqual(
      (await resourcesOf('p2p-video-call')).map(({ ResourceType }) => ResourceType).toSorted(),
      ['AWS::DynamoDB::Table', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'],
    );
    const {
      TableNames: [table],
    } = await dynamoDb.send(new ListTablesCommand({}));
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: table }));
    assert.equal(Table.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST');

    const again = await run('deploy', [], []);
    assert.equal(again.error, null);
    assert.match(again.text, /nothing to change\./);

    const changed = await run('deploy', ['--origins', 'https://a.example'], [true]);
    assert.equal(changed.error, null);
    assert.match(changed.text, /AllowedOrigins: https:\/\/a\.example/);
    const unchanged = await run('deploy', [], []);
    assert.match(unchanged.text, /nothing to change\./);

    const destroyed = await run('destroy', [], [true]);
    assert.equal(destroyed.error, null);
    assert.deepEqual(destroyed.questions, ['Delete all this?']);
    assert.match(destroyed.text, new RegExp(`table of rooms ${table}`));
    assert.match(destroyed.text, /All of it is deleted\. Nothing is left over\.$/);
    assert.deepEqual((await dynamoDb.send(new ListTablesCommand({}))).TableNames, []);

    const gone = await run('destroy', [], []);
    assert.equal(gone.error, null);
    assert.match(gone.text, /There is no stack p2p-video-call in region eu-central-1/);
  });

  test('puts a folder on the web, keeps it up to date, and takes it away', async (t) => {
    const packageRoot = await makePackage(t);
    const distribution = await makeDistribution();
    const template = siteTemplate(distribution);
    await writeFile(join(packageRoot, 'dist/site.template.yaml'), template);
    await new CloudFormationClient(clientOptions).send(
      new CreateStackCommand({
        StackName: 'p2p-video-call-site',
        TemplateBody: template,
        Tags: [{ Key: 'p2p-video-call', Value: 'site' }],
      }),
    );
    const folder = join(packageRoot, 'site');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'logo.svg'), '<svg/>');
    await writeFile(join(folder, 'assets/app-4f9a1c3b.js'), '1');
    await writeFile(join(folder, '.env'), 'SECRET=1');
    const s3 = new S3Client(clientOptions);
    const invalidations = async () => {
      const { InvalidationList } = await new CloudFrontClient(clientOptions).send(
        new ListInvalidationsCommand({ DistributionId: distribution }),
      );
      return InvalidationList.Items?.length ?? 0;
    };
    const deploy = (answers) => runCommand('deploy', ['--site', folder], { packageRoot, answers });

    const first = await deploy([true]);
    assert.equal(first.error, null);
    const uploads = first.lines.filter((line) => line.startsWith('  upload'));
    assert.deepEqual(uploads.toSorted(), [
      '  upload    assets/app-4f9a1c3b.js',
      '  upload    index.html',
      '  upload    logo.svg',
    ]);
    assert.equal(uploads.at(-1), '  upload    index.html');
    assert.match(first.text, /3 uploaded, 0 deleted, 0 unchanged/);
    assert.match(first.text, /The site: https:\/\/site\.example\//);
    assert.equal(await invalidations(), 0);

    const [{ PhysicalResourceId: Bucket }] = await resourcesOf('p2p-video-call-site');
    const head = async (Key) => {
      const answer = await s3.send(new HeadObjectCommand({ Bucket, Key }));
      return [answer.ContentType, answer.CacheControl];
    };
    assert.deepEqual(await head('index.html'), ['text/html; charset=utf-8', 'no-cache']);
    assert.deepEqual(await head('logo.svg'), ['image/svg+xml', 'no-cache']);
    assert.deepEqual(await head('assets/app-4f9a1c3b.js'), [
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);

    const same = await deploy([]);
    assert.equal(same.error, null);
    assert.match(same.text, /0 uploaded, 0 deleted, 3 unchanged/);
    assert.equal(await invalidations(), 0);

    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await writeFile(join(folder, 'index.html'), '<!doctype html>2');
    await rm(join(folder, 'logo.svg'));
    const changed = await deploy([]);
    assert.equal(changed.error, null);
    assert.match(changed.text, /^ {2}delete {4}logo\.svg$/m);
    assert.match(changed.text, /1 uploaded, 1 deleted, 1 unchanged/);
    assert.equal(await invalidations(), 1);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(
      Contents.map(({ Key }) => Key),
      ['assets/app-4f9a1c3b.js', 'index.html'],
    );

    const destroyed = await runCommand('destroy', [], { packageRoot, answers: [true] });
    assert.equal(destroyed.error, null);
    assert.match(destroyed.text, /private bucket \S+, with all files in it/);
    // Versions count, and so does what the command itself had noted there.
    assert.match(destroyed.text, /emptied .* \(7 files\)/);
    assert.match(destroyed.text, /Nothing is left over/);
    assert.deepEqual((await s3.send(new ListBucketsCommand({}))).Buckets ?? [], []);
  });

  if (existsSync(PACKAGED)) {
    test('makes of the packaged template what moto knows, and takes it away', async (t) => {
      const packageRoot = await makePackage(t);
      await cp(PACKAGED, join(packageRoot, 'dist/relay.template.yaml'));
      const args = ['--name', 'packaged'];
      const created = await runCommand('deploy', args, { packageRoot, answers: [true] });
      assert.equal(created.error, null);
      for (const part of ['WebSocket API', 'route response', 'stage of the API']) {
        assert.match(created.text, new RegExp(`^ {2}${part}`, 'm'));
      }
      const types = (await resourcesOf('packaged')).map(({ ResourceType }) => ResourceType);
      for (const type of ['Lambda::Function', 'IAM::Role', 'Logs::LogGroup', 'DynamoDB::Table']) {
        assert.ok(types.includes(`AWS::${type}`), type);
      }
      const again = await runCommand('deploy', args, { packageRoot });
      assert.match(again.text, /nothing to change\./);
      const changed = await runCommand('deploy', [...args, '--no-rooms'], {
        packageRoot,
        answers: [true],
      });
      assert.equal(changed.error, null);
      assert.match(changed.text, /Rooms: no \(was yes\)/);
      const destroyed = await runCommand('destroy', args, { answers: [true] });
      assert.equal(destroyed.error, null);
      assert.match(destroyed.text, /Nothing is left over/);
    });
  }

  test('shows what the packaged site would be made of', async (t) => {
    const packageRoot = await makePackage(t);
    await writeFile(join(packageRoot, 'index.html'), '');
    const args = ['--site', packageRoot, '--dry-run'];
    const { error, text } = await runCommand('deploy', args, { packageRoot });
    assert.equal(error, null);
    for (const part of ['private bucket', 'policy of the bucket', 'CloudFront distribution']) {
      assert.match(text, new RegExp(`^ {2}${part}$`, 'm'));
    }
    const template = await readFile(join(packageRoot, 'dist/site.template.yaml'), 'utf8');
    assert.match(template, /OriginAccessControl/);
  });
}

if (hasMoto()) describe('deploy and destroy, against moto', defineTests);
else console.log('Left out: deploy and destroy against moto, which Python lacks here.');
