/** What a rule asks for, in words; rules that have none are shown as they stand. */
export function celWords(rule: string): string {
  const known = WORDS.get(rule);
  if (known !== undefined) return known;
  // (has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) <= 1
  const choices = [...rule.matchAll(/\(has\(self\.(\w+)\) \? 1 : 0\)/gu)].map(([, field]) => field);
  if (choices.length > 1 && rule.endsWith('<= 1')) {
    return `${choices.slice(0, -1).join(', ')} and ${choices.at(-1) ?? ''} exclude each other`;
  }
  return `does not fulfil: ${rule.replace(/\s+/gu, ' ').trim()}`;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["duration(self) >= duration('1ms')", "not a duration of 1ms or more, such as '5s' or '1m30s'"],
  ['!self.contains("*")', 'holds a wildcard, which selects nothing here'],
  ['self.all(key, !key.contains("*"))', 'a key holds a wildcard, which selects nothing here'],
  ['self.all(key, key.size() != 0)', 'a key is empty'],
  ['0 < self && self <= 65535', 'not a port number: 1 to 65535'],
  ['self.all(key, 0 < int(key) && int(key) <= 65535)', 'a key is not a port number: 1 to 65535'],
  ['self.size() == 0', 'has to be empty: only objects of the own namespace are targets'],
  ['self != "*"', 'every host, which is too much here'],
  ['has(self.address) || has(self.network)', 'has neither an address nor a network'],
  ['self.all(l1, self.exists_one(l2, l1.number == l2.number))', 'two items have the same number'],
  ['self.all(l1, self.exists_one(l2, l1.name == l2.name))', 'two items have the same name'],
  [
    "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true",
    'a Service needs a port',
  ],
]);
