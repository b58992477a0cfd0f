import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypeOf } from './content-types.js';

export interface StaticFilesOptions {
  /** The folder that paths start from. */
  readonly root: string;
  /** The only folders below it that are served. */
  readonly folders: readonly string[];
  /** The path of the page at `/`. */
  readonly home: string;
}

/** Makes a request listener that serves files, for development: nothing is cached, here or in the browser. */
export function serveStaticFiles(
  options: StaticFilesOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // The browser went away, or the file was deleted, in the middle of the response: nothing can be sent any more.
    void answer(options, request, response).catch(() => response.destroy());
  };
}

async function answer(
  options: StaticFilesOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return end(response, 405, 'Method not allowed');
  }
  const [requested = '/', query] = (request.url ?? '/').split('?', 2);
  const path = requested === '/' ? options.home : requested;
  const found = await findFile(options, path);
  if (found === null) return end(response, 404, 'Not found');
  const info = await stat(found.file);
  // A folder without its slash would break the relative links of its page.
  if (info.isDirectory() && !path.endsWith('/')) {
    return redirect(response, `${found.ownPath}/`, query);
  }
  const page = info.isDirectory() ? await findFile(options, `${path}index.html`) : found;
  if (page === null) return end(response, 404, 'Not found');
  await send(page.file, request, response);
}

interface FoundFile {
  readonly file: string;
  /**
   * The path that leads to it from `/`, whatever detour the request took. It begins with the name of a folder that is
   * served; the path of a request may begin with two slashes, which a browser reads as the name of another server.
   */
  readonly ownPath: string;
}

/** What is at `path`, or `null` if that is not in the folders that are served. */
async function findFile(options: StaticFilesOptions, path: string): Promise<FoundFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  try {
    const root = await realpath(options.root);
    // With every `..` and symbolic link resolved: the real place of the file decides.
    const file = await realpath(join(root, decoded));
    const isServed = options.folders.some(
      (folder) => file === join(root, folder) || file.startsWith(join(root, folder) + sep),
    );
    if (!isServed) return null;
    const names = relative(root, file).split(sep);
    return { file, ownPath: `/${names.map(encodeURIComponent).join('/')}` };
  } catch {
    return null;
  }
}

async function send(
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size } = await stat(file);
  response.writeHead(200, {
    'Content-Type': contentTypeOf(file),
    'Content-Length': size,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** Answers a request with 403 and the reason. */
export function forbid(response: ServerResponse, reason: string): void {
  end(response, 403, reason);
}

function redirect(response: ServerResponse, path: string, query: string | undefined): void {
  response.writeHead(302, { Location: query === undefined ? path : `${path}?${query}` }).end();
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
