import { mention, refuse, type Complaint } from './complaint';
import { checkPort } from './check-values';
import { at, isSet, number, text, type Spot } from './spot';

/** A redirect changes something, and answers with a status of a redirect. Istio reports the first fault. */
export function* checkRedirect(redirect: Spot): Generator<Complaint> {
  if (!isSet(redirect)) return;
  const RULE = 'istio-redirect';
  const changes = ['uri', 'authority', 'scheme'].some((field) => text(at(redirect, field)) !== '');
  const port = at(redirect, 'port');
  if (!changes && !isSet(port) && !isSet(at(redirect, 'derivePort'))) {
    const message = 'redirects to the address that was asked for';
    yield refuse(RULE, redirect, message, 'uri, authority, scheme or port');
    return;
  }
  const code = at(redirect, 'redirectCode');
  if (number(code) !== 0 && (number(code) < 300 || number(code) > 399)) {
    yield refuse(RULE, code, 'no status of a redirect', '300 to 399');
    return;
  }
  const scheme = at(redirect, 'scheme');
  if (!['', 'http', 'https'].includes(text(scheme))) {
    yield refuse(RULE, scheme, 'no scheme of the web', 'http or https');
    return;
  }
  if (number(port) > 0) yield* checkPort(RULE, port);
}

/** A direct response has a status of HTTP and a body that a control plane can carry. */
export function* checkDirectResponse(response: Spot): Generator<Complaint> {
  if (!isSet(response)) return;
  const RULE = 'istio-direct-response';
  const body = at(response, 'body');
  const size = bodySize(body);
  const bare = { ...body, value: undefined };
  if (size > MEBIBYTE) {
    yield refuse(RULE, bare, 'too large for the control plane', 'at most 1 MiB');
  } else if (size > 100 * 1024) {
    yield mention(RULE, bare, 'large: every proxy gets a copy', 'better less than 100 KiB');
  }
  const status = at(response, 'status');
  // 600 is not out of range in Istio
  if (number(status) < 200 || number(status) > 600) {
    yield refuse(RULE, status, 'no status of an answer', '200 to 599');
  }
}

const MEBIBYTE = 1024 * 1024;

function bodySize(body: Spot): number {
  const bytes = at(body, 'bytes');
  if (isSet(bytes)) return Buffer.byteLength(text(bytes), 'base64');
  return Buffer.byteLength(text(at(body, 'string')));
}
