import type { Json } from '../../manifest/manifest';
import { mark, type Marks } from './marks';
import { keyAt } from './plain-keys';
import { plainValue } from './plain-value';
import { readBlockText } from './read-block-text';
import { readFlow } from './read-flow';
import { readQuoted } from './read-quoted';

/** What a plain document holds. */
export interface PlainDocument {
  readonly value: Json;
}

/**
 * Reads a YAML document of the plain kind that tools and most people write: block maps and lists,
 * scalars on one line, literal blocks. In a tenth of the library's time, and equal to what the
 * library reads; undefined for every document that holds anything else, or an error.
 */
export function readPlainYaml(text: string, marks?: Marks): PlainDocument | undefined {
  if (UNUSUAL.test(text)) return undefined;
  // a blank keeps the offsets; in a block it would be text, so blocks are left to the library then
  const hasReturns = text.includes('\r');
  if (hasReturns && text.includes('|')) return undefined;
  const lines = (hasReturns ? text.replaceAll('\r\n', ' \n') : text).split('\n');
  return new PlainReader(lines, marks).readDocument();
}

/** A lone carriage return, and what no text editor shows. */
const UNUSUAL = /\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Deeper documents are read by the library. */
const DEEPEST = 60;

/** Thrown inside this file alone, where a document turns out not to be plain. */
const NOT_PLAIN = new Error('not plain');

class PlainReader {
  /** The current line, and where in it the node begins: after the dashes of lists. */
  private line = -1;
  private column = 0;
  private depth = 0;
  private readonly starts: number[] = [];

  constructor(
    private readonly lines: readonly string[],
    private readonly marks: Marks | undefined,
  ) {
    if (marks === undefined) return;
    let start = 0;
    for (const line of lines) {
      this.starts.push(start);
      start += line.length + 1;
    }
  }

  readDocument(): PlainDocument | undefined {
    try {
      this.nextLine();
      if (this.line >= this.lines.length) return undefined;
      const value = this.readBlock();
      return this.line < this.lines.length ? undefined : { value };
    } catch (error) {
      if (error === NOT_PLAIN) return undefined;
      throw error;
    }
  }

  private get text(): string {
    return this.lines[this.line] ?? '';
  }

  /** Goes to the next line that holds more than blanks and a comment. */
  private nextLine(): void {
    for (this.line += 1; this.line < this.lines.length; this.line += 1) {
      const { text } = this;
      let column = 0;
      while (text[column] === ' ') column += 1;
      if (text[column] === '\t') throw NOT_PLAIN;
      if (column === text.length || text[column] === '#') continue;
      this.column = column;
      return;
    }
    this.column = -1;
  }

  private readBlock(): Json {
    if (this.depth > DEEPEST) throw NOT_PLAIN;
    this.depth += 1;
    const value = this.isItem() ? this.readList(this.column) : this.readMap(this.column);
    this.depth -= 1;
    return value;
  }

  private isItem(): boolean {
    const { text, column } = this;
    return text[column] === '-' && (text[column + 1] ?? ' ') === ' ';
  }

  private readList(indent: number): Json {
    const list: Json[] = [];
    while (this.column === indent && this.isItem()) {
      const { line } = this;
      let content = indent + 1;
      while (this.text[content] === ' ') content += 1;
      this.column = content;
      const end = this.text.length;
      if (content === end || this.text[content] === '#') list.push(this.readBelow(indent));
      else if (this.isItem() || keyAt(this.text, content) !== undefined) {
        list.push(this.readBlock());
      } else list.push(this.readInline(content, indent));
      const isBare = content >= end;
      this.note(list, list.length - 1, line, isBare ? indent : content, end);
      if (this.column > indent) throw NOT_PLAIN;
    }
    return list;
  }

  private readMap(indent: number): Json {
    const map: Record<string, Json> = {};
    let isEmpty = true;
    while (this.column === indent) {
      const { line, text } = this;
      const key = keyAt(text, indent);
      if (key === undefined) break;
      if (Object.hasOwn(map, key.key)) throw NOT_PLAIN;
      let content = key.end;
      while (text[content] === ' ') content += 1;
      const isNested = content === text.length || text[content] === '#';
      if (isNested) this.note(map, key.key, line, indent, key.keyEnd);
      else this.note(map, key.key, line, indent, text.length);
      isEmpty = false;
      map[key.key] = isNested ? this.readNested(indent) : this.readInline(content, indent);
      if (this.column > indent) throw NOT_PLAIN;
    }
    // a line at this indentation that is no key
    if (this.column === indent && !this.isItem()) throw NOT_PLAIN;
    if (isEmpty) throw NOT_PLAIN;
    return map;
  }

  /** The value of a key that stands on lines of its own; a list may begin below the key itself. */
  private readNested(indent: number): Json {
    this.nextLine();
    if (this.column === indent && this.isItem()) return this.readList(indent);
    return this.column > indent ? this.readBlock() : null;
  }

  private readBelow(indent: number): Json {
    this.nextLine();
    return this.column > indent ? this.readBlock() : null;
  }

  /** A scalar or a collection in brackets, from a column to the end of its line. */
  private readInline(column: number, indent: number): Json {
    const { text } = this;
    const first = text[column];
    if (first === '|') return this.readBlockText(column, indent);
    if (first === '"' || first === "'") return this.closed(readQuoted(text, column), indent);
    if (first === '[' || first === '{') {
      const inner = this.marks === undefined ? undefined : new Map();
      const found = readFlow(text, column, inner);
      this.adopt(inner);
      return this.closed(found, indent);
    }
    const comment = text.indexOf(' #', column);
    const plain = plainValue(text.slice(column, comment < 0 ? undefined : comment).trimEnd());
    if (plain.kind === 'odd') throw NOT_PLAIN;
    this.leave(indent);
    return plain.value;
  }

  /** A value with an end of its own: only a comment may follow it. */
  private closed(
    found: { readonly value: Json; readonly end: number } | undefined,
    indent: number,
  ): Json {
    if (found === undefined || !/^ *$|^ +#/.test(this.text.slice(found.end))) throw NOT_PLAIN;
    this.leave(indent);
    return found.value;
  }

  /** Goes on below a scalar. What is deeper would belong to it. */
  private leave(indent: number): void {
    this.nextLine();
    if (this.column > indent) throw NOT_PLAIN;
  }

  private readBlockText(column: number, indent: number): Json {
    const header = this.text.slice(column).trimEnd();
    const found = readBlockText(this.lines, this.line + 1, header, indent);
    if (found === undefined) throw NOT_PLAIN;
    this.line = found.nextLine - 1;
    this.nextLine();
    return found.value;
  }

  private note(at: object, field: string | number, line: number, from: number, to: number): void {
    if (this.marks === undefined) return;
    const start = this.starts[line] ?? 0;
    const shown = (this.lines[line] ?? '').slice(from, to).trimEnd();
    mark(this.marks, at, field, { start: start + from, end: start + from + shown.length });
  }

  /** Takes over what a collection in brackets noted, whose offsets count from its line. */
  private adopt(inner: Marks | undefined): void {
    const start = this.starts[this.line] ?? 0;
    for (const [container, fields] of inner ?? []) {
      for (const [field, span] of fields) {
        mark(this.marks, container, field, { start: start + span.start, end: start + span.end });
      }
    }
  }
}
