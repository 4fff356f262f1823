import { join } from 'node:path';
import { listReleases } from '../../src/gitops/list-releases';
import { Workspace, writeFiles } from './workspace';

describe('the releases of a live directory', () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });

  afterEach(() => workspace.remove());

  it('are the directories with a position, with and without an environment', () => {
    workspace.compile({ from: null, to: '1' });
    workspace.compileAlso({ environment: 'prod', from: null, to: '1' });
    workspace.advance();
    workspace.advance({ environment: 'prod' });
    writeFiles(workspace.live, new Map([['notes/README.md', 'of somebody else']]));

    expect(listReleases(workspace.live)).toEqual([
      { name: 'api' },
      { environment: 'prod', name: 'api' },
    ]);
  });

  it('are none where nothing is live', () => {
    expect(listReleases(join(workspace.root, 'missing'))).toEqual([]);
  });
});
