import { Chart } from 'cdk8s';
import { ReleaseApp } from 'cdk8s-canary';
import * as kplus from 'cdk8s-plus-27';
import { PythonApplication } from './python-application';

const app = new ReleaseApp();

// One namespace to try a version in, one for production: the same application in both.
const platform = new Chart(app, 'platform');
for (const namespace of ['nscanarystage', 'nscanaryprd']) {
  new kplus.Namespace(platform, namespace, { metadata: { name: namespace } });
  new PythonApplication(app, namespace, { namespace, version: '0.0' });
}

app.synth();
