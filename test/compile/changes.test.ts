import { changesBetween } from '../../src/compile/changes';
import { configMap } from './shop';

describe('the changes between two states', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => configMap(name, '1'));
  const changed = configMap('b', '2');

  it('are what is added and changed in the order of the new state, then what is removed', () => {
    expect(changesBetween([a!, b!], [c!, changed])).toEqual([
      { kind: 'added', after: c },
      { kind: 'changed', before: b, after: changed },
      { kind: 'removed', before: a },
    ]);
  });

  it('are none where the objects are the same, whatever their order', () => {
    expect(changesBetween([a!, b!], [b!, a!])).toEqual([]);
  });
});
