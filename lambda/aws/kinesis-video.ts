// To be loaded by `import()`: see api-gateway-management.ts.
export {
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from '@aws-sdk/client-kinesis-video';
