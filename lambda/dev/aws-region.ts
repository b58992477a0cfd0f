/** Such as `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`. */
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/**
 * Whether it looks like the name of an AWS region. Which there are, changes.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}
