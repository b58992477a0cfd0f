import { createHash } from 'node:crypto';
import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CommandError } from '../../command-error.js';
import { contentTypeOf } from '../../content-types.js';
import type { Aws } from '../aws.js';
import { outputOf } from '../stack-state.js';
import type { Terminal } from '../terminal.js';
import { deleteObjects, listBucket } from './bucket.js';
import { cacheRuleOf } from './cache-rule.js';
import { OUTDATED_MARK, OutdatedMark } from './outdated-mark.js';
import { readSiteFile, type SiteFile } from './site-files.js';

/**
 * Makes the bucket hold what the folder holds. Pages go last and what is gone goes after them, so that at no moment a page
 * names a file that is not there. If it ends half-way, the next run does the rest, and tells CloudFront.
 *
 * @throws {CommandError} if the stack lacks its outputs, or S3 does not delete a file; otherwise the SDK's error
 */
export async function publishSite(
  aws: Aws,
  stack: Stack,
  files: readonly SiteFile[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const bucket = outputOf(stack, 'Bucket');
  const distribution = outputOf(stack, 'DistributionId');
  if (bucket === null || distribution === null) {
    throw new CommandError(
      `Stack ${stack.StackName} lacks its outputs. Destroy it, and deploy again.`,
    );
  }
  const before = new Map(await listBucket(aws, bucket));
  const mark = new OutdatedMark(aws, bucket, before.delete(OUTDATED_MARK));
  // Nothing can be outdated at CloudFront before there was anything.
  const willChange = before.size === 0 ? () => undefined : () => mark.set();
  let uploads = 0;
  for (const file of pagesLast(files)) {
    signal.throwIfAborted();
    const body = readSiteFile(file);
    if (isSame(body, before.get(file.key))) continue;
    await willChange();
    await upload(aws, bucket, file, body);
    terminal.say(`  upload    ${file.key}`);
    uploads++;
  }
  const kept = new Set(files.map(({ key }) => key));
  const removed = [...before.keys()].filter((key) => !kept.has(key));
  signal.throwIfAborted();
  if (removed.length > 0) await willChange();
  for (const key of removed) terminal.say(`  delete    ${key}`);
  await deleteObjects(
    aws,
    bucket,
    removed.map((Key) => ({ Key })),
  );
  const unchanged = files.length - uploads;
  terminal.say(`Site: ${uploads} uploaded, ${removed.length} deleted, ${unchanged} unchanged.`);
  if (!mark.isSet) return;
  await invalidate(aws, distribution);
  terminal.say('CloudFront is told to fetch it anew, which takes a minute or two.');
  await mark.clear();
}

/** @param tag what S3 says of the object, if there is one */
function isSame(body: Buffer, tag: string | undefined): boolean {
  // The ETag of an object that was uploaded in one piece, unencrypted or with S3's own keys, is its MD5.
  return tag === `"${createHash('md5').update(body).digest('hex')}"`;
}

async function upload(aws: Aws, bucket: string, { key }: SiteFile, body: Buffer): Promise<void> {
  await aws.s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: contentTypeOf(key),
      CacheControl: cacheRuleOf(key),
    }),
  );
}

function pagesLast(files: readonly SiteFile[]): SiteFile[] {
  const isPage = ({ key }: SiteFile): boolean => /\.html?$/i.test(key);
  return [...files.filter((file) => !isPage(file)), ...files.filter(isPage)];
}

async function invalidate(aws: Aws, distribution: string): Promise<void> {
  await aws.cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distribution,
      InvalidationBatch: {
        CallerReference: `p2p-video-call-${Date.now()}`,
        // One path, whatever it covers, counts as one; 1,000 a month are free.
        Paths: { Quantity: 1, Items: ['/*'] },
      },
    }),
  );
}
