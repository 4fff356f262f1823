import { type Document, parseAllDocuments, type Tags } from 'yaml';
import { isObject } from '../manifest/equal';
import type { Json, Manifest } from '../manifest/manifest';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/**
 * The Kubernetes objects in a YAML text; the items of a List count as objects. `file` names it in
 * messages.
 * @throws CliError 2 for broken YAML and for documents that are no Kubernetes objects
 */
export function parseManifests(text: string, file: string): readonly Manifest[] {
  // YAML 1.1 is what Kubernetes reads; dates are strings there
  const documents = parseAllDocuments(text, { version: '1.1', customTags: withoutDates });
  return [...documents].flatMap((document, index) => {
    const [error] = document.errors;
    if (error !== undefined) throw broken(file, `is not YAML: ${error.message.split(':\n')[0]}`);
    const value = toJson(document, file);
    if (value === null) return [];
    const items = isObject(value) && value['kind'] === 'List' ? value['items'] : [value];
    return (items as readonly Json[]).map((item) => {
      const missing = missingField(item);
      if (missing === undefined) return item as Manifest;
      throw broken(file, `document ${index + 1} is no Kubernetes object: it has no ${missing}`);
    });
  });
}

function withoutDates(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp');
}

/** An alias without its anchor is found only here. */
function toJson(document: Document.Parsed, file: string): Json {
  try {
    return document.toJS() as Json;
  } catch (error) {
    throw broken(file, `is not YAML: ${(error as Error).message}`);
  }
}

function missingField(value: Json): string | undefined {
  if (!isObject(value)) return 'fields';
  const { apiVersion, kind, metadata } = value;
  if (!isText(apiVersion)) return 'apiVersion';
  if (!isText(kind)) return 'kind';
  return isObject(metadata) && isText(metadata['name']) ? undefined : 'metadata.name';
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function broken(file: string, what: string): CliError {
  return new CliError(EXIT.findings, `${file} ${what}`, 'correct the file');
}
