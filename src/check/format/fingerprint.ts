import { sha256 } from '../../manifest/hash';
import type { CheckedFinding } from '../checked-finding';

/** What stays the same of a finding when lines above it come and go: rule, file, object and field. */
export function fingerprint({ rule, source, at, message }: CheckedFinding): string {
  return sha256(JSON.stringify([rule, source?.file ?? '', at, message])).slice(0, 32);
}
