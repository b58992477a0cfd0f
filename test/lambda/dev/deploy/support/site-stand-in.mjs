import { createHash } from 'node:crypto';

const tagOf = (content) => `"${createHash('md5').update(content).digest('hex')}"`;

/** Buckets, and the one thing that CloudFront is told: what is outdated. */
export class SiteStandIn {
  /** Per bucket: what is in it, by key. */
  buckets = new Map();
  /** How many of a bucket's objects are told at once. */
  pageSize = 1000;
  /** How often CloudFront was told that everything is outdated. */
  invalidations = 0;
  /** What operations are refused with, by the name that the SDK has for them. */
  refusals = new Map();
  /** Called before an operation is answered, with its name. */
  onCall = () => {};

  /** @returns what the SDK reads, or null if the request is for another service */
  answer(method, url, body) {
    const { pathname, searchParams } = new URL(url, 'http://stand-in');
    const [, name, ...rest] = pathname.split('/').map(decodeURIComponent);
    const operation = operationOf(method, pathname, searchParams);
    if (operation === null) return null;
    this.onCall(operation);
    const refusal = this.refusals.get(operation);
    if (refusal !== undefined) throw refusal;
    if (operation === 'CreateInvalidation') {
      this.invalidations++;
      return { Invalidation: { Id: `I${this.invalidations}`, Status: 'InProgress' } };
    }
    const bucket = this.buckets.get(name);
    switch (operation) {
      case 'PutObject':
        bucket.set(rest.join('/'), body);
        return {};
      case 'DeleteObjects':
        for (const [, key] of body.matchAll(/<Key>(.*?)<\/Key>/g)) bucket.delete(key);
        return {};
      default:
        return [...bucket].slice(0, this.pageSize);
    }
  }
}

/** The answers of S3 and CloudFront as XML: unlike CloudFormation's, their lists are not wrapped. */
export function siteXml(answer) {
  if (!Array.isArray(answer)) {
    const { Id, Status } = answer.Invalidation ?? {};
    return Id === undefined
      ? '<Result></Result>'
      : `<Invalidation><Id>${Id}</Id><Status>${Status}</Status></Invalidation>`;
  }
  const objects = answer.map(([key, content]) => `<Key>${key}</Key><ETag>${tagOf(content)}</ETag>`);
  const lists = ['Contents', 'Version'].map((tag) =>
    objects.map((object) => `<${tag}>${object}</${tag}>`).join(''),
  );
  return `<Result>${lists.join('')}</Result>`;
}

function operationOf(method, pathname, query) {
  if (pathname.endsWith('/invalidation')) return 'CreateInvalidation';
  if (method === 'PUT') return 'PutObject';
  if (query.has('delete')) return 'DeleteObjects';
  if (query.has('versions')) return 'ListObjectVersions';
  return method === 'GET' ? 'ListObjectsV2' : null;
}
