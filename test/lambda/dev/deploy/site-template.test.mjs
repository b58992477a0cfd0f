import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { importTypeScript } from '../../../support/import-typescript.mjs';

const FILE = fileURLToPath(new URL('../../../../lambda/site.template.yaml', import.meta.url));
const TEXT = readFileSync(FILE, 'utf8');
const template = parse(TEXT, { logLevel: 'silent' });
const resources = Object.values(template.Resources);
const propertiesOf = (type) => resources.find(({ Type }) => Type === type).Properties;
const { MAX_NAME_LENGTH } = await importTypeScript('lambda/dev/deploy/options.ts');
const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

describe('the template of the site', () => {
  test('has a bucket that nobody can read but CloudFront', () => {
    const bucket = propertiesOf('AWS::S3::Bucket');
    assert.deepEqual(Object.values(bucket.PublicAccessBlockConfiguration), [
      true,
      true,
      true,
      true,
    ]);
    assert.equal(bucket.OwnershipControls.Rules[0].ObjectOwnership, 'BucketOwnerEnforced');
    assert.equal(bucket.WebsiteConfiguration, undefined);
    const { Statement } = propertiesOf('AWS::S3::BucketPolicy').PolicyDocument;
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    assert.ok(allowed.length > 0);
    for (const { Principal, Condition } of allowed) {
      assert.deepEqual(Principal, { Service: 'cloudfront.amazonaws.com' });
      assert.match(Condition.StringEquals['AWS:SourceArn'], /:distribution\/\$\{Distribution\}$/);
    }
    const access = propertiesOf('AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig;
    assert.equal(access.SigningBehavior, 'always');
  });

  test('has no name that is too long for CloudFront, whatever name and region are taken', () => {
    const { Name } = propertiesOf('AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig;
    const headers = propertiesOf('AWS::CloudFront::ResponseHeadersPolicy');
    const filledIn = (name) =>
      name
        .replace('${AWS::StackName}', `${'x'.repeat(MAX_NAME_LENGTH)}-site`)
        .replace('${AWS::Region}', 'us-isof-south-1');
    for (const name of [Name, headers.ResponseHeadersPolicyConfig.Name]) {
      assert.match(filledIn(name), /^x+-site-us-isof-south-1$/);
      assert.ok(filledIn(name).length <= 64, `${filledIn(name).length} characters`);
    }
  });

  test('serves over https only, and lets the page use camera, microphone and screen', () => {
    const { DistributionConfig } = propertiesOf('AWS::CloudFront::Distribution');
    assert.equal(DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy, 'redirect-to-https');
    assert.equal(DistributionConfig.DefaultRootObject, 'index.html');
    assert.equal(DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId, 'Headers');
    const headers = propertiesOf(
      'AWS::CloudFront::ResponseHeadersPolicy',
    ).ResponseHeadersPolicyConfig;
    assert.deepEqual(headers.CustomHeadersConfig.Items, [
      {
        Header: 'Permissions-Policy',
        Value: 'camera=(self), microphone=(self), display-capture=(self)',
        Override: true,
      },
    ]);
    const security = headers.SecurityHeadersConfig;
    assert.equal(security.StrictTransportSecurity.AccessControlMaxAgeSec, 31536000);
    assert.equal(security.ContentTypeOptions.Override, true);
    assert.equal(security.ContentSecurityPolicy.ContentSecurityPolicy, "frame-ancestors 'self'");
    assert.ok(security.ReferrerPolicy.ReferrerPolicy);
  });

  test('goes away as a whole, and needs nothing that CloudFormation lacks', () => {
    for (const { DeletionPolicy = 'Delete' } of resources) assert.equal(DeletionPolicy, 'Delete');
    assert.deepEqual(Object.keys(template.Outputs), ['Url', 'Bucket', 'DistributionId']);
    // CloudFormation has no YAML aliases.
    assert.doesNotMatch(TEXT, /[:-] [&*]\w/);
  });

  if (hasCfnLint) {
    test('is clean for cfn-lint', () => {
      const { status, stdout } = spawnSync('cfn-lint', [FILE], { encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    });
  } else console.log('Left out: cfn-lint, which is not installed here.');
});
