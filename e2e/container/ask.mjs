import { request } from 'node:http';

/** One request on a connection of its own; gives back status, headers and the whole body. */
export function ask(port, path, { method = 'GET', headers = {}, body = '', localAddress = '127.0.0.1' } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, localAddress, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text })).on('error', reject);
    });
    asked.setTimeout(30_000, () => asked.destroy(new Error(`${method} ${path} on port ${port} was not answered`)));
    asked.on('error', reject).end(body);
  });
}
