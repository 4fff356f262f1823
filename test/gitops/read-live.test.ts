import { readLive } from '../../src/gitops/read-live';
import { readPosition } from '../../src/gitops/read-position';
import { describe as nameOf } from '../../src/manifest/identity';
import { crashingAt, recording } from '../write/faulty-disk';
import { configMap } from './compile-plan';
import { ask, compile, diskWith, filesOf, walk } from './memory-workspace';

const settled = ask.advance({ settled: true });
const first = compile(new Map(), { from: null, to: '1' });
const installed = walk(first, settled, settled);
const extra = (phase: string) => (phase.startsWith('canary') ? [configMap('flags')] : []);
const started = walk(compile(installed, { from: '1', to: '2', extra }), ask.advance());

describe('what build reads of a live release', () => {
  it('is nothing where nothing was released', () => {
    expect(readLive('/live/api', diskWith(new Map()))).toEqual({ kind: 'empty' });
    expect(readPosition('/live/api', diskWith(new Map()))).toBeUndefined();
  });

  it('are the objects that are live, the ones it started from, and what was pinned', () => {
    const disk = diskWith(started);
    const live = readLive('/live/api', disk);
    if (live.kind !== 'present') throw new Error(live.kind);

    const baseline = [
      'Deployment shop/api-primary',
      'Deployment shop/api-canary',
      'VirtualService shop/api',
    ];
    expect(live.baseline.map(nameOf)).toEqual(baseline);
    expect(live.current.map(nameOf)).toEqual([...baseline, 'ConfigMap shop/flags']);
    expect([...live.currentFiles.keys()]).toEqual(['api.k8s.yaml', 'kustomization.yaml']);
    expect(live.pinned).toMatchObject({ release: 'api', from: '1', to: '2' });
    expect(live.position).toMatchObject({ phase: '010-canary-0', outcome: null });
    expect(readPosition('/live/api', disk)).toEqual(live.position);
  });

  it('is read without a single change of the disk', () => {
    const calls: string[] = [];
    const disk = diskWith(started);
    readLive('/live/api', recording(disk, calls));

    expect(calls.filter((call) => !/^(readDirectory|readFile|kindOf) /.test(call))).toEqual([]);
    expect(filesOf(disk)).toEqual(started);
  });

  it('is what an interrupted move decided, once it is repaired', () => {
    const phases = new Set<string>();
    for (let n = 1; n < 100; n++) {
      const disk = diskWith(started);
      try {
        settled(crashingAt(n, 'before', disk));
        break;
      } catch {
        const live = readLive('/live/api', disk);
        if (live.kind === 'present') phases.add(live.position.phase);
      }
    }

    expect([...phases]).toEqual(['010-canary-0', '020-canary-20']);
  });
});
