import { differences, SAME } from './differences';
import { findExamples } from './find-examples';
import { readFiles } from './read-files';
import { runApp } from './run-app';

describe.each(findExamples())('the app of $name', ({ app, directory, output }) => {
  it('writes exactly the output that is committed, and has no findings', () => {
    const { report, files } = runApp(app, directory);

    expect(report.findings).toEqual([]);
    // brought up to date by `npm run build` in the app's folder, `npm run synth` in the root
    expect(differences(readFiles(output), files)).toEqual(SAME);
  });
});
