import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { CommandError } from '../../command-error.js';
import type { Aws } from '../aws.js';

/** S3 deletes so many at once. */
const MAX_DELETED_AT_ONCE = 1000;

/** The files in a bucket, with the hash of what is in them. */
export async function listBucket(aws: Aws, bucket: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  let token: string | undefined;
  do {
    const page = await aws.s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        ...(token !== undefined && { ContinuationToken: token }),
      }),
    );
    for (const { Key = '', ETag = '' } of page.Contents ?? []) files.set(Key, ETag);
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return files;
}

/** @throws {CommandError} if S3 does not delete one of them */
export async function deleteObjects(
  aws: Aws,
  bucket: string,
  objects: readonly ObjectIdentifier[],
): Promise<void> {
  for (let start = 0; start < objects.length; start += MAX_DELETED_AT_ONCE) {
    const Objects = objects.slice(start, start + MAX_DELETED_AT_ONCE);
    const { Errors: [first] = [] } = await aws.s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    if (first === undefined) continue;
    throw new CommandError(`${first.Key} could not be deleted: ${first.Message ?? first.Code}`);
  }
}

/**
 * Deletes everything in a bucket, earlier versions too: CloudFormation deletes empty buckets only.
 *
 * @returns how many objects there were; 0 also if there is no such bucket any more
 * @throws the signal's reason if the user has stopped the command; what is deleted by then is gone
 */
export async function emptyBucket(aws: Aws, bucket: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (true) {
    signal.throwIfAborted();
    const objects = await listVersions(aws, bucket);
    if (objects.length === 0) return count;
    await deleteObjects(aws, bucket, objects);
    count += objects.length;
  }
}

/** The first page; what is on it is deleted before the next is read. */
async function listVersions(aws: Aws, bucket: string): Promise<ObjectIdentifier[]> {
  try {
    const page = await aws.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    return found.map(({ Key, VersionId }) => ({
      Key,
      ...(VersionId !== undefined && { VersionId }),
    }));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return [];
    throw error;
  }
}
