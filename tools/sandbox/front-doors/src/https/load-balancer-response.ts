import type { HttpResponse } from '@sandbox/kernel/http';

/** Returns a load balancer's own response. */
export function html(status: number, title: string): HttpResponse {
  const heading = `${status} ${title}`;
  return {
    status,
    headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
    body:
      `<html>\r\n<head><title>${heading}</title></head>\r\n` +
      `<body>\r\n<center><h1>${heading}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
