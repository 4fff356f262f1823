import { codeSpan } from './code-span';
import type { ObjectJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/**
 * Objects that the release leaves behind where nothing prunes, as Markdown with the commands that
 * delete them; undefined where there are none.
 */
export function leftoversSection({ phases, retired }: ReleaseOutline): string | undefined {
  const last = phases[phases.length - 1];
  if (retired.length === 0 || last === undefined) return undefined;
  const hasData = retired.some(({ kind }) => kind === 'PersistentVolumeClaim');
  const data = hasData ? ' A PersistentVolumeClaim may take its data with it.' : '';
  return `## Objects that go

${codeSpan(last.id)} is without these objects. A CD tool that prunes deletes them; otherwise delete them yourself after ${codeSpan(last.id)} has settled.${data}

\`\`\`sh
${retired.map(deleteCommand).join('\n')}
\`\`\``;
}

function deleteCommand({ apiVersion, kind, namespace, name }: ObjectJson): string {
  const [group, version] = apiVersion.split('/');
  const resource = version === undefined ? kind : `${kind}.${group ?? ''}`;
  const place = namespace === undefined ? '' : ` -n ${namespace}`;
  return `kubectl delete${place} ${resource.toLowerCase()} ${shellWord(name)}`;
}

/** Names of RBAC objects may hold almost anything. */
function shellWord(text: string): string {
  return /^[\w.:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
