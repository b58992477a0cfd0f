// To be loaded by `import()`: see api-gateway-management.ts.
export { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
