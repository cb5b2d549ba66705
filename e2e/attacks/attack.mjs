import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of slowhttptest, for at most two minutes; ends with the test `t`. */
export class Attack {
  #port;

  static startFor(t, server, path, options) {
    const attack = new Attack();
    attack.#port = server.port;
    const url = `http://127.0.0.1:${server.port}${path}`;
    const child = spawn('slowhttptest', [...options, '-l', '120', '-u', url], { stdio: 'ignore' });
    child.on('error', (error) => (attack.failed = error));
    t.after(() => child.kill('SIGKILL'));
    return attack;
  }

  /** Its connections that the server has not closed. */
  connections() {
    if (this.failed) throw this.failed;
    return established('-Htnp', `( dport = :${this.#port} )`).split('"slowhttptest"').length - 1;
  }
}

/** The ports of the clients whose connections the server has not closed. */
export function clientPorts(server) {
  const lines = established('-Htn', `( sport = :${server.port} )`).trim().split('\n');
  return new Set(lines.map((line) => Number(/:(\d+)\s*$/.exec(line)?.[1])));
}

function established(options, filter) {
  return execFileSync('ss', [options, 'state', 'established', filter], { encoding: 'utf8', maxBuffer: 1 << 24 });
}

/** Resident memory of a process, in bytes. */
export function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}
