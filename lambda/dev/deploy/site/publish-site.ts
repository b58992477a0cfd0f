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
import { readSiteFile, type SiteFile } from './site-files.js';

/**
 * Makes the bucket hold what the folder holds. Pages go last and what is gone goes after them, so that at no moment a page
 * names a file that is not there. If it ends half-way, the next run does the rest.
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
  const before = await listBucket(aws, bucket);
  let uploads = 0;
  for (const file of pagesLast(files)) {
    signal.throwIfAborted();
    if (await upload(aws, bucket, file, before.get(file.key), terminal)) uploads++;
  }
  const kept = new Set(files.map(({ key }) => key));
  const removed = [...before.keys()].filter((key) => !kept.has(key));
  signal.throwIfAborted();
  for (const key of removed) terminal.say(`  delete    ${key}`);
  await deleteObjects(
    aws,
    bucket,
    removed.map((Key) => ({ Key })),
  );
  const unchanged = files.length - uploads;
  terminal.say(`Site: ${uploads} uploaded, ${removed.length} deleted, ${unchanged} unchanged.`);
  // Nothing can be outdated at CloudFront before there was anything.
  const isFirst = before.size === 0;
  if (isFirst || uploads + removed.length === 0) return;
  await invalidate(aws, distribution);
  terminal.say('CloudFront is told to fetch it anew, which takes a minute or two.');
}

/** @returns whether it had to be uploaded */
async function upload(
  aws: Aws,
  bucket: string,
  file: SiteFile,
  tagBefore: string | undefined,
  terminal: Terminal,
): Promise<boolean> {
  const body = readSiteFile(file);
  // The ETag of an object that was uploaded in one piece, unencrypted or with S3's own keys, is its MD5.
  const md5 = createHash('md5').update(body).digest('hex');
  if (tagBefore === `"${md5}"`) return false;
  await aws.s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: file.key,
      Body: body,
      ContentType: contentTypeOf(file.key),
      CacheControl: cacheRuleOf(file.key),
    }),
  );
  terminal.say(`  upload    ${file.key}`);
  return true;
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
