/**
 * Why there are no TURN credentials. The codes are for the log, which has nothing else of an error.
 *
 * - `BAD_SETTINGS`: a variable of the function is missing or wrong
 * - `NO_SECRET`: the parameter has no secret in it
 * - `TIMEOUT`: they were not there in time
 * - `HTTP_…`: the TURN service answered with this status
 * - `NOT_JSON`, `TOO_LARGE`: its answer can't be read
 * - `NO_TURN_SERVER`: its answer has no usable TURN server in it
 * - `NO_ENDPOINT`: AWS named no endpoint for a signaling channel
 * - `ALL_CHANNELS_BUSY`: each channel that was asked has reached its limit
 */
export type TurnErrorCode =
  | 'BAD_SETTINGS'
  | 'NO_SECRET'
  | 'TIMEOUT'
  | `HTTP_${number}`
  | 'NOT_JSON'
  | 'TOO_LARGE'
  | 'NO_TURN_SERVER'
  | 'NO_ENDPOINT'
  | 'ALL_CHANNELS_BUSY';

/** The one error class of this folder. Its message is for operators, and has no secret in it. */
export class TurnError extends Error {
  override readonly name = 'TurnError';
  readonly code: TurnErrorCode;

  constructor(code: TurnErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
