import { tellProgress } from '../../src/cli/tell-progress';

describe('progress', () => {
  const { isTTY } = process.stderr;
  const { CI } = process.env;
  let written: jest.SpyInstance;

  beforeEach(() => {
    jest.useFakeTimers();
    written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.stderr.isTTY = true;
    delete process.env['CI'];
  });

  afterEach(() => {
    jest.useRealTimers();
    written.mockRestore();
    process.stderr.isTTY = isTTY;
    if (CI !== undefined) process.env['CI'] = CI;
  });

  it('is told once at a terminal, after 200 ms', () => {
    const done = tellProgress('running the app');

    jest.advanceTimersByTime(199);
    expect(written).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5000);
    expect(written.mock.calls).toEqual([['running the app …\n']]);
    done();
  });

  it('is not told of work that is done by then', () => {
    tellProgress('running the app')();

    jest.advanceTimersByTime(5000);
    expect(written).not.toHaveBeenCalled();
  });

  it('is not told in CI, nor where nobody looks', () => {
    process.env['CI'] = 'true';
    tellProgress('running the app');
    delete process.env['CI'];
    process.stderr.isTTY = false;
    tellProgress('running the app');

    jest.advanceTimersByTime(5000);
    expect(written).not.toHaveBeenCalled();
  });
});
