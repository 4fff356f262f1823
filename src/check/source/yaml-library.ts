import type * as yaml from 'yaml';
import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

/** The `yaml` library, loaded when a document needs it: loading it takes longer than most checks. */
export type YamlLibrary = Pick<
  typeof yaml,
  | 'Lexer'
  | 'isAlias'
  | 'isCollection'
  | 'isPair'
  | 'isScalar'
  | 'isSeq'
  | 'parseAllDocuments'
  | 'visit'
>;

/**
 * How Kubernetes reads YAML (sigs.k8s.io/yaml): version 1.1, but dates and numbers to the base 60 are
 * text, and numbers have digits.
 */
export const KUBERNETES_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  logLevel: 'error',
  customTags: kubernetesTags,
};

function kubernetesTags(tags: Tags): Tags {
  return tags.flatMap((tag): Tags => {
    if (typeof tag === 'string' || !('format' in tag || tag.tag.endsWith(':float'))) {
      return isDate(tag) ? [] : [tag];
    }
    if (tag.format === 'TIME') return [];
    if (tag.format === 'EXP') return [{ ...(tag as ScalarTag), test: EXPONENT }];
    if (tag.test?.test('1.5') === true) return [{ ...(tag as ScalarTag), test: DECIMAL }];
    return [tag];
  });
}

function isDate(tag: Tags[number]): boolean {
  return typeof tag !== 'string' && tag.tag === 'tag:yaml.org,2002:timestamp';
}

// The library's own take `.` and `e5` for numbers.
const EXPONENT = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)[eE][-+]?\d+$/;
const DECIMAL = /^[-+]?(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)$/;
