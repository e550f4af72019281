/**
 * The resolution of names under `.localhost`, which the sandbox serves. They resolve as DNS would
 * resolve them in the function's network, and connections to their port 443 go to a port of the
 * sandbox that identifies the function. All other names are resolved by this machine.
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

/** Resolves a name like the sandbox; rejects if it does not resolve. */
async function resolve(hostname) {
  if (await resolves(hostname)) return LOOPBACK;
  throw notFound(hostname);
}

/** Redirects connections to port 443 of the sandbox's names to a port on loopback. */
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
    // `net.connect` passes its arguments as one array, which starts with the options.
    const place = Array.isArray(args[0]) ? args[0] : args;
    const [first, host] = place;
    if (isServed(first?.host) && Number(first.port) === HTTPS_PORT) place[0] = { ...first, port };
    else if (isServed(host) && Number(first) === HTTPS_PORT) place[0] = port;
    return connect.apply(this, args);
  };
  syncBuiltinESMExports();
}
