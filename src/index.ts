export { Release, type ReleaseProps } from './cdk8s/release';
export { ReleaseApp, type ReleaseAppProps } from './cdk8s/release-app';
