import { TurnError } from './turn-error.js';

/**
 * Reads the text of an answer.
 *
 * @throws {TurnError} `TOO_LARGE` if it has more than `limit` bytes; the rest is not read then
 */
export async function readAtMost(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop ends the request.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limit) {
      throw new TurnError('TOO_LARGE', `The answer of the TURN service has over ${limit} bytes.`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
