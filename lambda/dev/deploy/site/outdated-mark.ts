import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../aws.js';
import { deleteObjects } from './bucket.js';

/** Where it is in the bucket. No file of a site is called so: those that begin with a dot are left out. */
export const OUTDATED_MARK = '.p2p-video-call-outdated';

/**
 * An empty object in the bucket, which says that CloudFront may have files of before and was not told yet. It outlives a run that
 * ends half-way: the next one has nothing else to see that by, since the bucket may hold all that it should by then.
 */
export class OutdatedMark {
  readonly #aws: Aws;
  readonly #bucket: string;
  #isSet: boolean;

  /** @param isSet whether an earlier run has left it */
  constructor(aws: Aws, bucket: string, isSet: boolean) {
    this.#aws = aws;
    this.#bucket = bucket;
    this.#isSet = isSet;
  }

  /** Whether CloudFront has to be told. */
  get isSet(): boolean {
    return this.#isSet;
  }

  /** To be called before anything is changed that CloudFront may have. */
  async set(): Promise<void> {
    if (this.#isSet) return;
    await this.#aws.s3.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: OUTDATED_MARK, Body: '' }),
    );
    this.#isSet = true;
  }

  /** To be called when CloudFront was told. */
  async clear(): Promise<void> {
    await deleteObjects(this.#aws, this.#bucket, [{ Key: OUTDATED_MARK }]);
    this.#isSet = false;
  }
}
