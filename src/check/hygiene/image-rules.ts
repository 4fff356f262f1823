import { listIn, objectIn, textIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import { tellWorkload, type Workload } from '../traffic/workload-index';
import { applicationsOf } from './applications';

/** Rules on the images of tracks. */
export const imageRules: readonly CheckRule[] = [
  {
    id: 'track-image-not-pinned',
    area: 'hygiene',
    severity: 'warning',
    title: 'every image of a track has a tag that means one version',
    why: 'With `latest`, or without a tag, a pod that restarts takes whatever was pushed last: the primary turns into the new version by itself, and going back brings nothing back.',
    fix: 'write the tag of the version, or better its digest',
    find: (state) => applicationsOf(state).flatMap(({ tracks }) => tracks.flatMap(findLoose)),
  },
];

function findLoose(track: Workload): readonly Breach[] {
  const spec = objectIn(track.template, 'spec');
  return ['containers', 'initContainers'].flatMap((field) =>
    listIn(spec, field).flatMap((container, index) => {
      const image = textIn(container, 'image');
      // the injector decides about the image of a proxy that is written into the pod
      if (image === undefined || textIn(container, 'name') === 'istio-proxy') return [];
      if (image === 'auto' || isPinned(image)) return [];
      const base = [track.templatePath, `spec.${field}[${index}].image`];
      const message = `the image of ${tellWorkload(track)} changes by itself`;
      return [
        { manifest: track.manifest, path: base.filter(Boolean).join('.'), given: image, message },
      ];
    }),
  );
}

function isPinned(image: string): boolean {
  if (image.includes('@')) return true;
  const last = image.slice(image.lastIndexOf('/') + 1);
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : '';
  return tag !== '' && tag !== 'latest';
}
