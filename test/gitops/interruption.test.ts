import * as fc from 'fast-check';
import type { Files } from '../../src/gitops/files';
import { readLive } from '../../src/gitops/read-live';
import { isRefusal } from '../../src/gitops/refusal';
import { hashFiles } from '../../src/manifest/hash';
import type { FileSystem } from '../../src/write/file-system';
import { Crash, crashingAt, failingAt, isMutation, recording } from '../write/faulty-disk';
import type { MemoryDisk } from '../write/memory-disk';
import { configMap } from './compile-plan';
import { type Ask, ask, compile, diskWith, filesOf, walk } from './memory-workspace';

const settled = ask.advance({ settled: true });
const approved = ask.advance({ settled: true, approve: true });
const foreign = new Map([
  ['/live/api/README.md', 'of somebody else'],
  ['/live/api/release/notes.txt', 'of somebody else'],
]);
const plan = {
  from: '1',
  to: '2',
  weights: [20],
  gates: { 'canary-20': [{ kind: 'approval' }] },
} as const;
const extra = (phase: string) => (phase.startsWith('canary') ? [configMap('flags')] : []);
const changed = (phase: string) => (phase.startsWith('canary') ? [configMap('new')] : []);

const first = compile(new Map(), { from: null, to: '1' });
const installed = new Map([...walk(first, approved, approved), ...foreign]);
const compiled = compile(installed, { ...plan, extra });
const started = walk(compiled, ask.advance());

/** Each move: the files before it, and how it is asked for. */
const moves: readonly (readonly [string, Files, Ask])[] = [
  ['the first installation', first, ask.advance()],
  ['the start of a release after another', compiled, ask.advance()],
  ['an advance to the next phase', started, settled],
  ['the end of a release', walk(started, ...Array<Ask>(5).fill(approved)), settled],
  ['an abort', walk(started, settled), ask.abort()],
  ['the end of a way back', walk(started, ask.abort()), settled],
  [
    'an amendment that drops objects and phases',
    compile(started, { ...plan, weights: [], extra: changed }),
    ask.amend(),
  ],
];

/** Asks on a disk that kills the process; at the very end it does not matter any more. */
function die(askOnce: Ask, disk: FileSystem): 'died' | 'survived' {
  try {
    askOnce(disk);
    return 'survived';
  } catch (error) {
    if (error instanceof Crash) return 'died';
    throw error;
  }
}

describe.each(moves)('%s', (_, before, askOnce) => {
  const disk = diskWith(before);
  const calls: string[] = [];
  const result = askOnce(recording(disk, calls));
  const done = filesOf(disk);
  const changes = calls.filter(isMutation);
  const writes = changes.flatMap((call, index) => (call.startsWith('write') ? [index + 1] : []));
  const moments = {
    before: changes.map((_change, index) => index + 1),
    during: writes,
  };

  it('moves, and leaves nothing behind but what it should', () => {
    expect(result.exitCode).toBe(0);
    expect(done).not.toEqual(before);
    expect([...done.keys()].filter((path) => path.includes('.cdk8s-canary'))).toEqual([]);
    for (const path of foreign.keys()) expect(done.get(path)).toBe(before.get(path));
  });

  it.each(['before', 'during'] as const)(
    'loses nothing when it dies %s any change of the disk, and the next call ends where it would have',
    (moment) => {
      for (const n of moments[moment]) {
        const crashed = diskWith(before);
        die(askOnce, crashingAt(n, moment, crashed));
        const read = diskWith(filesOf(crashed));
        expect(isRefusal(readLive('/live/api', read))).toBe(false);
        expect([hashFiles(before), hashFiles(done)]).toContain(hashFiles(filesOf(read)));

        askOnce(crashed);
        expect(hashFiles(filesOf(crashed))).toBe(hashFiles(done));
      }
    },
  );

  it('survives being killed again and again', () => {
    const deaths = fc.array(fc.integer({ min: 1, max: changes.length }), { maxLength: 5 });
    fc.assert(
      fc.property(deaths, fc.constantFrom('before', 'during'), (points, moment) => {
        const crashed = diskWith(before);
        for (const n of points) {
          die(askOnce, crashingAt(n, moment, crashed));
        }
        askOnce(crashed);
        expect(hashFiles(filesOf(crashed))).toBe(hashFiles(done));
      }),
      { numRuns: 30 },
    );
  });
});

describe('an interrupted advance', () => {
  it('is finished by the next one, which does not take a second step with the same claims', () => {
    const outcomes = afterEveryDeath(approved, (disk) => {
      const { messages, position } = approved(disk);
      return `${messages.join()} at ${position?.phase}`;
    });

    expect(outcomes).toContain(
      'api: finished the interrupted move to 020-canary-20 at 020-canary-20',
    );
  });

  it('does not keep anybody from aborting: the repair is followed by the first step back', () => {
    const ends = afterEveryDeath(settled, (disk) => {
      const { exitCode, position } = ask.abort()(disk);
      return `${exitCode} ${position?.path}`;
    });

    expect([...ends].sort()).toEqual(['0 abort/from-010-canary-0', '0 abort/from-020-canary-20']);
  });
});

describe('a disk that is full', () => {
  it('is an error that names the file, and nothing is changed', () => {
    const disk = diskWith(started);
    const full = failingAt(1, 'ENOSPC', disk, ['writeDurably']);

    const noSpace: unknown = expect.objectContaining({ name: 'WriteError', code: 'ENOSPC' });
    expect(() => settled(full)).toThrow(noSpace as Error);
    expect(filesOf(disk)).toEqual(started);
    expect(settled(disk)).toMatchObject({ exitCode: 0 });
  });
});

/** What the next call says after an advance died at any change of the disk. */
function afterEveryDeath(advance: Ask, next: (disk: MemoryDisk) => string): Set<string> {
  const said = new Set<string>();
  for (let n = 1; ; n++) {
    const disk = diskWith(started);
    if (die(advance, crashingAt(n, 'before', disk)) === 'survived') return said;
    said.add(next(disk));
  }
}
