import { groupKind } from '../../manifest/workload';
import { complain, complainOf } from './complain';
import { isRecord, listOf, read } from './record';
import type { PlanRule } from './rule';
import { isSound, userObjects } from './sound-objects';
import { besidePlan, field, fields, objectSpot } from './spot';

/** Rules on the objects of the chart and of the workload. */
export const chartRules: readonly PlanRule[] = [
  {
    id: 'object-invalid',
    severity: 'error',
    title: 'every object has an apiVersion, a kind and a name',
    why: 'Nobody can apply an object without them, and the compiler cannot tell it from others.',
    fix: 'complete the object, or remove it',
    find: ({ source }) =>
      [
        ...listOf(read(source.to, 'objects')),
        ...listOf(read(source.from, 'objects')),
        ...listOf(source.others),
      ]
        .filter((object) => !isSound(object))
        .map((object) => {
          const spot = { ...besidePlan('chart'), value: object };
          return complain(spot, 'not a Kubernetes object', {
            allowed: 'an object with apiVersion, kind and metadata.name',
          });
        }),
  },
  {
    id: 'namespace-in-release',
    severity: 'error',
    title: 'no Namespace belongs to a release',
    why: 'A CD tool that prunes removes a Namespace when the release is moved or renamed, and with it all that is in it: every application, and the data.',
    fix: 'create the Namespace in a chart without a release',
    find: (context) =>
      userObjects(context)
        .filter((object) => groupKind(object) === '/Namespace')
        .map((object) =>
          complainOf(objectSpot(object), 'a Namespace among the objects of a release'),
        ),
  },
  {
    id: 'secret-in-clear',
    severity: 'error',
    title: 'no Secret is written in clear',
    why: 'The output is committed to Git. Whoever can read the repository, now or later, can read the Secret, and base64 hides nothing.',
    fix: "use a SealedSecret, an ExternalSecret or SOPS; or give the reason in allow: { 'secret-in-clear': '…' }",
    find: (context) =>
      userObjects(context)
        .filter((object) => groupKind(object) === '/Secret')
        .map((object) => ['data', 'stringData'].map((name) => field(objectSpot(object), name)))
        // the values themselves belong into no log: the keys are enough
        .map((places) => places.filter(({ value }) => isRecord(value)).flatMap(fields))
        .flatMap(([first]) =>
          first === undefined ? [] : [complainOf(first, 'a value in clear, in files for Git')],
        ),
  },
];
