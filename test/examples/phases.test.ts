import { readRelease } from './read-release';

describe.each([
  'dist/go-demo-7/0.0.2',
  'examples/go-demo-7-subsets/dist/go-demo-7/0.0.2',
  'examples/go-demo-7-ingress/dist/go-demo-7/0.0.2',
  'examples/existing-yaml/dist/shop/1.5.0',
])('the release in %s', (directory) => {
  const { changes } = readRelease(directory);

  it.each(Object.entries(changes))('%s changes so much and no more', (_, lines) => {
    expect(lines.join('\n')).toMatchSnapshot();
  });
});
