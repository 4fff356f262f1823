/**
 * Some strings that an expression matches as a whole, each another of its alternatives; none where it uses what this
 * function does not read (look-around, back references, Unicode classes).
 */
export function regexWitness(source: string): readonly string[] {
  const body = source.replace(/^\(\?[a-z]+\)/u, '');
  const reader = new Reader(body);
  const found = reader.alternatives();
  if (found === undefined || !reader.ended) return [];
  const whole = checker(source);
  return [...new Set(found)].filter((text) => whole?.test(text) === true).slice(0, MOST);
}

/** More strings than this of one expression tell nothing new. */
const MOST = 8;

function checker(source: string): RegExp | undefined {
  const flags = /^\(\?([is]+)\)/u.exec(source);
  try {
    return new RegExp(`^(?:${source.slice(flags?.[0].length ?? 0)})$`, flags?.[1] ?? '');
  } catch {
    return undefined;
  }
}

/** Reads an expression from left to right, and makes a few strings of each part. */
class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The strings of `a|b|c`. */
  alternatives(): readonly string[] | undefined {
    const found: string[] = [];
    for (;;) {
      const sequence = this.#sequence();
      if (sequence === undefined) return undefined;
      found.push(...sequence);
      if (this.#text[this.#at] !== '|') return found.slice(0, MOST);
      this.#at += 1;
    }
  }

  #sequence(): readonly string[] | undefined {
    let made: readonly string[] = [''];
    while (!this.ended && !'|)'.includes(this.#text[this.#at] ?? '')) {
      const atom = this.#atom();
      if (atom === undefined) return undefined;
      const repeated = this.#repeated(atom);
      made = made.flatMap((left) => repeated.map((right) => left + right)).slice(0, MOST);
    }
    return made;
  }

  #atom(): readonly string[] | undefined {
    const letter = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (letter === '^' || letter === '$') return [''];
    if (letter === '.') return ['a'];
    if (letter === '[') return this.#set();
    if (letter === '\\') return this.#escape();
    if (letter === '(') {
      if (this.#text.startsWith('?:', this.#at)) this.#at += 2;
      else if (this.#text[this.#at] === '?') return undefined;
      const inner = this.alternatives();
      if (this.#text[this.#at] !== ')') return undefined;
      this.#at += 1;
      return inner;
    }
    return [letter];
  }

  #escape(): readonly string[] | undefined {
    const letter = this.#text[this.#at] ?? '';
    this.#at += 1;
    const known = CLASSES[letter];
    if (known !== undefined) return [known];
    return /[A-Za-z0-9]/u.test(letter) ? undefined : [letter];
  }

  /** One character that a set holds: found by asking the set itself. */
  #set(): readonly string[] | undefined {
    const close = /^\^?\]?(?:\\.|[^\]\\])*\]/u.exec(this.#text.slice(this.#at));
    if (close === null) return undefined;
    const set = `[${close[0]}`;
    this.#at += close[0].length;
    try {
      const asked = new RegExp(`^${set}$`);
      const found = Array.from(LETTERS).find((letter) => asked.test(letter));
      return found === undefined ? undefined : [found];
    } catch {
      return undefined;
    }
  }

  #repeated(atom: readonly string[]): readonly string[] {
    const rest = this.#text.slice(this.#at);
    const range = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})[?+]?/u.exec(rest);
    if (range === null) return atom;
    this.#at += range[0].length;
    const least = range[1] === undefined ? (rest.startsWith('+') ? 1 : 0) : Number(range[1]);
    const few = atom.map((text) => text.repeat(Math.min(least, 100)));
    return least === 0 ? [...few, ...atom] : few;
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  b: '',
  '/': '/',
};

const LETTERS =
  'a0A-_./ zZ9~!@#%&=+:,;bcdefghijklmnopqrstuvwxyBCDEFGHIJKLMNOPQRSTUVWXY12345678*?()[]{}|^$\\"\'<>`';
