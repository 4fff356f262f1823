import type { RuleText } from '../../finding/rule-text';

/** What is found while files are read, before there are objects that rules could look at. */
export const fileTexts = [
  {
    id: 'file-unreadable',
    severity: 'error',
    title: 'every file that is named can be read',
    why: 'What was not read was not checked: the run says nothing about it.',
    fix: 'correct the path or its permissions',
  },
  {
    id: 'file-too-large',
    severity: 'error',
    title: 'a file has at most 16 MiB, and a document that is no plain YAML at most 2 MiB',
    why: 'The API server takes no object above about 1.5 MiB, so what is larger is a dump of many objects, or no manifest. It is not read, so that a run has bounded memory.',
    fix: 'split the file, one object or one namespace to a file',
  },
  {
    id: 'file-not-text',
    severity: 'error',
    title: 'a manifest is UTF-8 text',
    why: 'Kubernetes reads manifests as UTF-8. Bytes that are none are an archive, an image, or text of another encoding, and would be refused or read as something else.',
    fix: 'save the file as UTF-8, or leave it out',
  },
  {
    id: 'directory-loop',
    severity: 'warning',
    title: 'no link leads back to a directory above it',
    why: 'A link that leads to a directory that is being read has no end. It is followed once.',
    fix: 'remove the link',
  },
  {
    id: 'nothing-to-check',
    severity: 'error',
    title: 'a path that is named holds Kubernetes objects',
    why: 'A run over nothing finds nothing, and looks as if all were well. Most often the path is not the one that was meant.',
    fix: 'name a directory with .yaml, .yml or .json files, or a file',
  },
  {
    id: 'yaml-syntax',
    severity: 'error',
    title: 'every document is YAML or JSON',
    why: 'kubectl refuses a file with a document that it cannot read, and applies what stands before it.',
    fix: 'correct the text at the place that is shown',
  },
  {
    id: 'yaml-alias-bomb',
    severity: 'error',
    title: 'aliases stay within bounds',
    why: 'A few lines of aliases of aliases stand for billions of values. Kubernetes refuses such a document, and so does this command.',
    fix: 'write out what the aliases stand for',
  },
  {
    id: 'duplicate-key',
    severity: 'error',
    title: 'no field is written twice in one object',
    why: 'One of the two silently wins: the last for most readers, while kubectl with strict validation refuses the object.',
    fix: 'remove one of them',
  },
  {
    id: 'helm-template',
    severity: 'warning',
    title: 'files are manifests, not templates of manifests',
    why: 'A template is no YAML before Helm has filled it in, so nothing in it was checked.',
    fix: 'check what it makes: helm template . | cdk8s-canary check -',
  },
  {
    id: 'object-incomplete',
    severity: 'error',
    title: 'every object has apiVersion, kind and a name',
    why: 'The API server cannot tell which object is meant, and refuses it.',
    fix: 'add the field that is missing, or leave the file out if it is none of Kubernetes',
  },
  {
    id: 'object-twice',
    severity: 'error',
    title: 'a state holds each object once',
    why: 'The last of the two to be applied wins, and the order depends on the tool. Each apply may flip between them.',
    fix: 'remove one of them, or check directories that are different states as paths of their own',
  },
  {
    id: 'namespace-assumed',
    severity: 'info',
    title: 'objects say which namespace they are in',
    why: 'Objects without a namespace go where the tool that applies them says. They are checked in the namespace of --namespace, or `default`; if others name theirs, references between them may look broken.',
    fix: 'write metadata.namespace, or name it with --namespace',
  },
  {
    id: 'rule-failed',
    severity: 'error',
    title: 'every rule runs to its end',
    why: 'A rule failed on these objects: a fault of this program. The other rules ran, and what they found stands.',
    fix: 'report it with the objects; the message says which rule',
  },
] as const satisfies readonly RuleText[];

/** Id of a rule on files. */
export type FileRuleId = (typeof fileTexts)[number]['id'];
