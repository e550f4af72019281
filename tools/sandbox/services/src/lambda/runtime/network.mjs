/**
 * Names under `.localhost`: those that the sandbox serves. They resolve as DNS would resolve them where
 * the function is, and their port 443 is a port of the sandbox that knows whose connections it takes.
 * All other names are those of this machine.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { resolves } from './runtime-client.mjs';

const LOOPBACK = { address: '127.0.0.1', family: 4 };
const HTTPS_PORT = 443;

const isServed = (host) => typeof host === 'string' && /\.localhost\.?$/i.test(host);

function notFound(hostname) {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  return Object.assign(error, {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  });
}

/** Resolves a name as the sandbox does. Rejects where it does not resolve. */
async function resolve(hostname) {
  if (await resolves(hostname)) return LOOPBACK;
  throw notFound(hostname);
}

/** Sends connections to port 443 of the names that the sandbox serves to this port of loopback. */
export function patchNetwork(port) {
  const { lookup } = dns;
  dns.lookup = (hostname, ...rest) => {
    if (!isServed(hostname)) return lookup(hostname, ...rest);
    const callback = rest.at(-1);
    const all = rest.length > 1 && rest[0]?.all === true;
    resolve(hostname).then(
      (found) => (all ? callback(null, [found]) : callback(null, found.address, found.family)),
      (error) => callback(error),
    );
    return {};
  };
  const lookupPromise = dns.promises.lookup;
  dns.promises.lookup = async (hostname, options) => {
    if (!isServed(hostname)) return lookupPromise(hostname, options);
    const found = await resolve(hostname);
    return options?.all === true ? [found] : found;
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function connectServed(...args) {
    // `net.connect` hands over its arguments as one array, which begins with the options.
    const place = Array.isArray(args[0]) ? args[0] : args;
    const [first, host] = place;
    if (isServed(first?.host) && Number(first.port) === HTTPS_PORT) place[0] = { ...first, port };
    else if (isServed(host) && Number(first) === HTTPS_PORT) place[0] = port;
    return connect.apply(this, args);
  };
  syncBuiltinESMExports();
}
