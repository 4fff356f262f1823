import { writeFileSync } from 'node:fs';
import { advance } from '../../src/gitops/advance';

/** Advances the release `api` once its input ends, so that several processes begin together. */
function main([live = '', dist = '', now = '']: readonly string[]): void {
  const options = { release: 'api', live, dist, now: new Date(now), settled: true };
  process.stdin.resume().on('end', () => writeFileSync(1, JSON.stringify(advance(options))));
  writeFileSync(1, ' ');
}

if (require.main === module) main(process.argv.slice(2));
