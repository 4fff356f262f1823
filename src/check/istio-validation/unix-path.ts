/** Why the address of a Unix socket, `unix:///run/app.sock`, is none. */
export function unixPathFault(address: string): string | undefined {
  const path = address.slice('unix://'.length);
  // abstract sockets have no path
  if (path.startsWith('@')) return undefined;
  const isFile = path.startsWith('/') && !path.endsWith('/');
  return isFile ? undefined : 'no absolute path of a Unix socket';
}
