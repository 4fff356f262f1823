import { describe } from '../../manifest/identity';
import { isDeployment } from '../../manifest/workload';
import { isAutoscaler, targets } from '../application';
import { complainOf } from './complain';
import { findDifferences } from './live-differences';
import { read } from './record';
import type { PlanRule } from './rule';
import { soundObjects } from './sound-objects';
import { field, isGiven, objectSpot } from './spot';

/** Rules on what may not differ from what is live. */
export const liveRules: readonly PlanRule[] = [
  {
    id: 'differs-from-live',
    severity: 'error',
    title: 'what the phases share with what is live is as it is there',
    why: 'Selectors of Deployments cannot be changed, and a changed Service, layout or name has no order of applying in which every caller gets an answer. Such a change is a new application beside the old one, not a release.',
    fix: 'change it back; or release under a new `name` beside the old one, and move the callers',
    find: (context) => {
      const { live } = context;
      return live === undefined ? [] : findDifferences({ ...context, live });
    },
  },
  {
    id: 'replicas-withdrawn',
    severity: 'error',
    title: 'an autoscaler does not take `replicas` away from a Deployment that has it',
    why: 'The Deployment that is live says `replicas`, and an autoscaler decides now. Applying, on the client or on the server, resets a field that is withdrawn to 1, so users would meet a single pod until the autoscaler has caught up.',
    fix: "take the field over first: `kubectl apply edit-last-applied` on the Deployment and delete `replicas` there (under server-side apply let another manager own it); then give the reason in allow: { 'replicas-withdrawn': '…' }",
    find: ({ plan, application, live }) => {
      if (live === undefined || application?.autoscaler === undefined) return [];
      const { autoscaler } = application;
      const objects = soundObjects(live.objects);
      return objects
        .filter(isDeployment)
        .filter(({ metadata }) => metadata.name === read(plan.names, 'primary'))
        .filter((primary) => !objects.some((o) => isAutoscaler(o) && targets(o, primary)))
        .map((primary) => field(objectSpot(primary), 'spec', 'replicas'))
        .filter(isGiven)
        .map((replicas) =>
          complainOf(replicas, `is live, and ${describe(autoscaler)} would take it away`),
        );
    },
  },
  {
    id: 'autoscaler-removed',
    severity: 'error',
    title: 'an application that loses its autoscaler says how many pods it has',
    why: 'The Deployment that is live leaves the number to an autoscaler, and today nobody says one. The release would end with a single pod for all the traffic.',
    fix: 'give `replicas` in the plan, or keep the HorizontalPodAutoscaler',
    find: ({ plan, application, live }) => {
      if (live === undefined || application === undefined) return [];
      const stated = plan.replicas ?? read(application.deployment, 'spec', 'replicas');
      if (application.autoscaler !== undefined || stated !== undefined) return [];
      const objects = soundObjects(live.objects);
      const primary = objects
        .filter(isDeployment)
        .find(({ metadata }) => metadata.name === read(plan.names, 'primary'));
      if (primary === undefined) return [];
      return objects
        .filter((object) => isAutoscaler(object) && targets(object, primary))
        .map((autoscaler) =>
          complainOf(
            objectSpot(autoscaler),
            'is live, and today there is neither it nor `replicas`',
          ),
        );
    },
  },
];
