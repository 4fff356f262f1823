import { readFileSync } from 'node:fs';

/** The version of this package. */
export function readOwnVersion(): string {
  // found by name, for the compiled file is at another depth than the source
  const path = require.resolve('cdk8s-canary/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}
